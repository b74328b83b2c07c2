import { type Value, type Values, value } from '@/lib/nn/graph';
import { HostAdamW, type HostAdamWOptions, type Moment, type Rows, type Stretch } from '@/lib/nn/host-adamw';
import type { Random } from '@/lib/nn/random';
import type { Memory, Program, Runtime } from '@/lib/nn/runtimes/runtime';
import { gradientName } from '@/lib/nn/training';
import type { Image } from '../image';
import { findBackbone } from './backbone';
import type { MaskRcnnConfig } from './config';
import { LOSSES } from './network';
import { AnchorCache, levelsOf, pictureInput } from './picture';
import { proposals } from './proposals';
import { learnInputs, stepGraphs } from './step-graphs';
import { roiTargets, rpnTargets, type Truth } from './targets';

export interface TrainingImage {
  picture: Image;
  truth: Truth;
  /** What samples are drawn with. */
  random: Random;
}

export type LossValues = Record<(typeof LOSSES)[number] | 'loss', number>;

/** Where the parameters that learn lie in one row of numbers. */
export type Layout = readonly { name: string; shape: readonly number[]; start: number; end: number }[];

/** What all lanes of a training have in common; in shared memory where they are threads. */
export interface LaneStart {
  backbone: string;
  config: MaskRcnnConfig;
  /** Of all parameters. */
  values: Values;
  layout: Layout;
  rows: Rows;
  stretches: readonly Stretch[];
  optimiser: HostAdamWOptions;
  /** Which of the rows of gradients is this lane's. */
  lane: number;
}

/** Works on one image at a time, and on its part of the weights; several lanes share these. */
export interface Lane {
  /** Puts an image's gradients into the lane's row, or adds them to what is there. */
  learn(image: TrainingImage, add: boolean): Promise<LossValues>;
  /** `HostAdamW.gather`. */
  gather(from: number, to: number, runs: number): Promise<number>;
  /** `HostAdamW.move`. */
  move(from: number, to: number, moment: Moment): Promise<void>;
  /** Takes the weights as they are now. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** The parameters in a row of numbers, as values that share its memory. */
export const viewsOf = (layout: Layout, row: Float32Array): Values =>
  new Map(layout.map(({ name, shape, start, end }) => [name, value(row.subarray(start, end), shape)]));

/** A lane on a runtime of this thread. */
export class LocalLane implements Lane {
  private readonly anchors: AnchorCache;
  private readonly optimiser: HostAdamW;

  private constructor(
    private readonly start: LaneStart,
    private readonly memory: Memory,
    private readonly programs: { propose: Program; learn: Program },
  ) {
    this.anchors = new AnchorCache(start.config.anchors);
    this.optimiser = new HostAdamW(start.rows, start.stretches, start.optimiser);
  }

  static async open(start: LaneStart, runtime: Runtime): Promise<LocalLane> {
    const graphs = stepGraphs(findBackbone(start.backbone), start.config);
    const learning = new Set(start.layout.map(({ name }) => name));
    const memory = await runtime.memory(start.values);
    const frozen = (name: string) => !learning.has(name);
    const propose = await runtime.load(graphs.propose, memory, frozen);
    const learn = await runtime.load(graphs.learn, memory, frozen);
    return new LocalLane(start, memory, { propose, learn });
  }

  async learn({ picture, truth, random }: TrainingImage, add: boolean): Promise<LossValues> {
    const { config, layout, rows, lane } = this.start;
    const image = pictureInput(picture, config.image.divisor);
    const maps = levelsOf(image, config.anchors.strides);
    const anchors = this.anchors.for(maps);
    const seen = await this.programs.propose.run({ image });
    const objectness = seen.objectness!.data as Float32Array;
    const moves = seen.deltas!.data as Float32Array;
    const { boxes } = proposals(objectness, moves, anchors, picture, config.rpn, config.rpn.train);
    const rpn = rpnTargets(anchors.boxes, truth, config.rpn, random);
    const roi = roiTargets(boxes, truth, config.roi, config.maskTarget, random);
    const inputs: Record<string, Value> = { image, ...seen, ...learnInputs(rpn, roi, maps, config) };
    const results = await this.programs.learn.run(inputs);
    const row = rows.gradients[lane]!;
    for (const { name, start } of layout) {
      const given = results[gradientName(name)]!.data as Float32Array;
      if (add) for (let i = 0; i < given.length; i++) row[start + i]! += given[i]!;
      else row.set(given, start);
    }
    return Object.fromEntries(
      ['loss', ...LOSSES].map((name) => [name, results[name]!.data[0]]),
    ) as LossValues;
  }

  async gather(from: number, to: number, runs: number): Promise<number> {
    return this.optimiser.gather(from, to, runs);
  }

  async move(from: number, to: number, moment: Moment): Promise<void> {
    this.optimiser.move(from, to, moment);
  }

  refresh(): Promise<void> {
    const { layout, rows } = this.start;
    return this.memory.write(viewsOf(layout, rows.weights));
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.programs).map((program) => program.dispose()));
    this.memory.dispose();
  }
}
