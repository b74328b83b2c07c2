import { type Value, type Values, value } from '@/lib/nn/graph';
import type { Random } from '@/lib/nn/random';
import type { Memory, Program, Runtime } from '@/lib/nn/runtimes/runtime';
import { gradientName } from '@/lib/nn/training';
import type { Image } from '../image';
import type { MaskRcnnConfig } from './config';
import { LOSSES } from './network';
import { AnchorCache, levelsOf, pictureInput } from './picture';
import { proposals } from './proposals';
import { learnInputs, type StepGraphs } from './step-graphs';
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

/** Works on one image at a time; several lanes share the weights. */
export interface Lane {
  /** What the last image gave. */
  readonly gradient: Float32Array;
  learn(image: TrainingImage): Promise<LossValues>;
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

  private constructor(
    private readonly config: MaskRcnnConfig,
    private readonly layout: Layout,
    private readonly weights: Float32Array,
    readonly gradient: Float32Array,
    private readonly memory: Memory,
    private readonly programs: { propose: Program; learn: Program },
  ) {
    this.anchors = new AnchorCache(config.anchors);
  }

  /**
   * @param values of all parameters; those of the layout are taken from `weights` at each `refresh`
   * @param gradient where gradients are put
   */
  static async open(
    graphs: StepGraphs,
    config: MaskRcnnConfig,
    runtime: Runtime,
    values: Values,
    layout: Layout,
    weights: Float32Array,
    gradient: Float32Array,
  ): Promise<LocalLane> {
    const learning = new Set(layout.map(({ name }) => name));
    const memory = await runtime.memory(values);
    const frozen = (name: string) => !learning.has(name);
    const propose = await runtime.load(graphs.propose, memory, frozen);
    const learn = await runtime.load(graphs.learn, memory, frozen);
    return new LocalLane(config, layout, weights, gradient, memory, { propose, learn });
  }

  async learn({ picture, truth, random }: TrainingImage): Promise<LossValues> {
    const { config } = this;
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
    for (const { name, start } of this.layout)
      this.gradient.set(results[gradientName(name)]!.data as Float32Array, start);
    return Object.fromEntries(
      ['loss', ...LOSSES].map((name) => [name, results[name]!.data[0]]),
    ) as LossValues;
  }

  refresh(): Promise<void> {
    return this.memory.write(viewsOf(this.layout, this.weights));
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.programs).map((program) => program.dispose()));
    this.memory.dispose();
  }
}
