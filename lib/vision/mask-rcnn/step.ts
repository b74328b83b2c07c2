import { scalar, type Value, type Values, value } from '@/lib/nn/graph';
import { HostAdamW, type HostAdamWOptions } from '@/lib/nn/host-adamw';
import { add } from '@/lib/nn/operations/arithmetic';
import type { Random } from '@/lib/nn/random';
import type { Memory, Program, Runtime } from '@/lib/nn/runtimes/runtime';
import { splitGraph } from '@/lib/nn/split';
import { gradientGraph, gradientName } from '@/lib/nn/training';
import type { Image } from '../image';
import type { Backbone } from './backbone';
import { count } from './boxes';
import type { MaskRcnnConfig } from './config';
import { LOSSES, trainingForm } from './network';
import { AnchorCache, levelsOf as mapsOf, pictureInput } from './picture';
import { proposals } from './proposals';
import { levelsOf } from './roi-align';
import { type Level, roiTaps } from './roi-features';
import { type RoiTargets, type RpnTargets, roiTargets, rpnTargets, type Truth } from './targets';

export type LossValues = Record<(typeof LOSSES)[number] | 'loss', number>;

/** The two graphs of a training step: `propose` and `learn`, with plain code that makes targets between them. */
export function stepGraphs(backbone: Backbone, config: MaskRcnnConfig) {
  const { net, objectness, deltas, losses } = trainingForm(backbone, config);
  const loss = Object.values(losses).reduce(add);
  const whole = gradientGraph({ loss, report: losses, net, trained: backbone.learns });
  const { first, second } = splitGraph(whole, { objectness, deltas });
  return { propose: first, learn: second };
}

const learningNames = ({ learn }: ReturnType<typeof stepGraphs>) =>
  Object.keys(learn.outputs).flatMap((name) =>
    name.startsWith(gradientName('')) ? [name.slice(gradientName('').length)] : [],
  );

/** Training steps on one runtime, in one memory. */
export class Stepper {
  private readonly anchors: AnchorCache;

  private constructor(
    private readonly config: MaskRcnnConfig,
    private readonly memory: Memory,
    private readonly programs: { propose: Program; learn: Program },
    readonly optimiser: HostAdamW,
  ) {
    this.anchors = new AnchorCache(config.anchors);
  }

  /** @param values of all parameters; those that learn are changed by the steps */
  static async load(
    graphs: ReturnType<typeof stepGraphs>,
    config: MaskRcnnConfig,
    runtime: Runtime,
    values: Values,
    options: HostAdamWOptions,
  ): Promise<Stepper> {
    const learning = new Set(learningNames(graphs));
    const memory = await runtime.memory(values);
    const frozen = (name: string) => !learning.has(name);
    const propose = await runtime.load(graphs.propose, memory, frozen);
    const learn = await runtime.load(graphs.learn, memory, frozen);
    const weights: Values = new Map([...values].filter(([name]) => learning.has(name)));
    return new Stepper(config, memory, { propose, learn }, new HostAdamW(weights, options));
  }

  /** Adds the gradients of one image up. Several images may be under way at once. */
  async learn(picture: Image, truth: Truth, random: Random): Promise<LossValues> {
    const { config } = this;
    const image = pictureInput(picture, config.image.divisor);
    const maps = mapsOf(image, config.anchors.strides);
    const anchors = this.anchors.for(maps);
    const seen = await this.programs.propose.run({ image });
    const objectness = seen.objectness!.data as Float32Array;
    const moves = seen.deltas!.data as Float32Array;
    const { boxes } = proposals(objectness, moves, anchors, picture, config.rpn, config.rpn.train);
    const rpn = rpnTargets(anchors.boxes, truth, config.rpn, random);
    const roi = roiTargets(boxes, truth, config.roi, config.maskTarget, random);
    const inputs = { image, ...seen, ...rpnInputs(rpn), ...roiInputs(roi, maps, config) };
    const results = await this.programs.learn.run(inputs);
    this.optimiser.add((name) => results[gradientName(name)]!);
    return Object.fromEntries(
      ['loss', ...LOSSES].map((name) => [name, results[name]!.data[0]]),
    ) as LossValues;
  }

  /** Moves the weights by the mean of the gradients since the last time. Gives the gradients' length. */
  async update(rate: number): Promise<number> {
    const norm = this.optimiser.step(rate);
    await this.memory.write(this.optimiser.weights);
    return norm;
  }

  async dispose(): Promise<void> {
    await Promise.all(Object.values(this.programs).map((program) => program.dispose()));
    this.memory.dispose();
  }
}

function rpnInputs({ anchors, labels, deltas }: RpnTargets): Record<string, Value> {
  const samples = anchors.length;
  return {
    'rpn:anchors': value(anchors),
    'rpn:labels': value(labels, [samples, 1]),
    'rpn:deltas': value(deltas, [samples, 4]),
    'rpn:weight': scalar(1 / samples),
  };
}

/** Where there is no object the mask head gets one RoI that counts nothing, as graphs dislike empty tensors. */
function roiInputs(target: RoiTargets, maps: readonly Level[], config: MaskRcnnConfig): Record<string, Value> {
  const { rois, positives, classes, deltas, masks } = target;
  const total = count(rois);
  const masked = Math.max(1, positives);
  const maskRois = rois.slice(0, 4 * masked);
  const { height, width } = config.maskTarget;
  const taps = (name: 'box' | 'mask', boxes: Float32Array) =>
    roiTaps(name, boxes, maps, levelsOf(boxes, config[name], config.roiLevels), config[name]);
  return {
    ...taps('box', rois),
    ...taps('mask', maskRois),
    'roi:classes': value(classes),
    'roi:deltas': value(deltas, [total, 4]),
    'roi:positive': value(Float32Array.from({ length: total }, (_, i) => (i < positives ? 1 : 0)), [total, 1]),
    'roi:weight': scalar(1 / total),
    'mask:classes': value(Int32Array.from({ length: masked }, (_, i) => Math.max(0, classes[i]! - 1))),
    'mask:targets': value(positives > 0 ? masks : new Float32Array(height * width), [masked, height, width]),
    'mask:weight': scalar(positives > 0 ? 1 / (positives * height * width) : 0),
  };
}
