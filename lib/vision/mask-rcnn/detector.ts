import type { Graph, Value, Values } from '@/lib/nn/graph';
import type { Memory, Program, Runtime } from '@/lib/nn/runtimes/runtime';
import type { Detection, Detector } from '../detector';
import type { Image } from '../image';
import { fitted, resize } from '../resize';
import type { Backbone } from './backbone';
import { count } from './boxes';
import type { MaskRcnnConfig } from './config';
import { inferenceForm } from './network';
import { pasteMask } from './paste';
import { AnchorCache, levelsOf as mapsOf, pictureInput } from './picture';
import { detections, type FoundBoxes } from './post-process';
import { proposals } from './proposals';
import { levelsOf } from './roi-align';
import { type Level, roiTaps } from './roi-features';

interface Size {
  width: number;
  height: number;
}

/** The features of the image, or of the image mirrored. */
interface View {
  mirrored: boolean;
  maps: Level[];
  table: Value;
  objectness: Float32Array;
  deltas: Float32Array;
}

const mirror = (boxes: Float32Array, width: number): Float32Array =>
  boxes.map((_, i) => (i % 2 === 1 ? boxes[i]! : width - boxes[i % 4 === 0 ? i + 2 : i - 2]!));

const meanOf = ([first, second]: readonly Float32Array[]): Float32Array =>
  second ? first!.map((n, i) => (n + second[i]!) / 2) : first!;

async function each<T, R>(values: readonly T[], work: (value: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const value of values) results.push(await work(value));
  return results;
}

type Programs = Record<'features' | 'boxes' | 'masks', Program>;

/** Mask R-CNN at work: three graphs with plain code between them (He et al. 2017, section 3.1, "Inference"). */
export class MaskRcnn implements Detector {
  private readonly anchors: AnchorCache;

  private constructor(
    readonly name: string,
    readonly classes: readonly string[],
    private readonly config: MaskRcnnConfig,
    private readonly programs: Programs,
    private readonly memory: Memory,
  ) {
    this.anchors = new AnchorCache(config.anchors);
  }

  /** @param weights of all parameters, by name */
  static async load(
    { name, classes, backbone, config }: MaskRcnnModel,
    weights: Values,
    runtime: Runtime,
  ): Promise<MaskRcnn> {
    const memory = await runtime.memory(weights);
    const form = inferenceForm(backbone, config);
    const load = (graph: Graph) => runtime.load(graph, memory, () => true);
    const programs = {
      features: await load(form.features),
      boxes: await load(form.boxes),
      masks: await load(form.masks),
    };
    return new MaskRcnn(name, classes, config, programs, memory);
  }

  async detect(image: Image): Promise<Detection[]> {
    const { config } = this;
    const size = fitted(image, config.image);
    const view = await this.look(image, size, false);
    const views = config.mirrored ? [view, await this.look(image, size, true)] : [view];
    const { rpn } = config;
    const { boxes: rois } = proposals(
      view.objectness,
      view.deltas,
      this.anchors.for(view.maps),
      size,
      rpn,
      rpn.test,
    );
    if (rois.length === 0) return [];
    const answers = await each(views, (one) => this.judge(one, rois, size.width));
    const logits = meanOf(answers.map((answer) => answer.logits));
    const deltas = meanOf(answers.map((answer) => answer.deltas));
    const found = detections(logits, deltas, rois, size, config);
    if (found.boxes.length === 0) return [];
    const masks = meanOf(await each(views, (one) => this.mask(one, found.boxes, size.width)));
    return this.placed(found, masks, image, image.width / size.width, image.height / size.height);
  }

  private async look(image: Image, { width, height }: Size, mirrored: boolean): Promise<View> {
    const picture = resize(image, width, height, mirrored);
    const input = pictureInput(picture, this.config.image.divisor);
    const maps = mapsOf(input, this.config.anchors.strides);
    const { table, objectness, deltas } = await this.programs.features.run({ image: input });
    const numbers = (value: Value | undefined) => value!.data as Float32Array;
    return { mirrored, maps, table: table!, objectness: numbers(objectness), deltas: numbers(deltas) };
  }

  /** What the box head says of the RoIs, as of the image that is not mirrored. */
  private async judge(view: View, rois: Float32Array, width: number) {
    const own = view.mirrored ? mirror(rois, width) : rois;
    const results = await this.programs.boxes.run({ table: view.table, ...this.taps('box', own, view.maps) });
    const logits = results.logits!.data as Float32Array;
    const deltas = results.deltas!.data as Float32Array;
    // Of each four numbers the first is the move to the right.
    return { logits, deltas: view.mirrored ? deltas.map((d, i) => (i % 4 === 0 ? -d : d)) : deltas };
  }

  private async mask(view: View, boxes: Float32Array, width: number): Promise<Float32Array> {
    const own = view.mirrored ? mirror(boxes, width) : boxes;
    const results = await this.programs.masks.run({
      table: view.table,
      ...this.taps('mask', own, view.maps),
    });
    const masks = results.masks!.data as Float32Array;
    if (!view.mirrored) return masks;
    const columns = this.config.maskTarget.width;
    return masks.map((_, i) => masks[i - (i % columns) + (columns - 1 - (i % columns))]!);
  }

  private taps(name: 'box' | 'mask', rois: Float32Array, maps: readonly Level[]) {
    const pool = this.config[name];
    return roiTaps(name, rois, maps, levelsOf(rois, pool, this.config.roiLevels), pool);
  }

  /** From the network's input to pixels of the image. */
  private placed(
    { boxes, scores, classes }: FoundBoxes,
    masks: Float32Array,
    image: Image,
    byX: number,
    byY: number,
  ): Detection[] {
    const grid = this.config.maskTarget;
    const size = grid.height * grid.width;
    return Array.from({ length: count(boxes) }, (_, i) => {
      const box = [0, 1, 2, 3].map((k) => boxes[4 * i + k]! * (k % 2 ? byY : byX)) as Detection['box'];
      const of = (i * this.config.classes + classes[i]! - 1) * size;
      const mask = pasteMask(masks.subarray(of, of + size), grid, box, image);
      return { box, score: scores[i]!, label: this.classes[classes[i]! - 1]!, mask };
    });
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.programs).map((program) => program.dispose()));
    this.memory.dispose();
  }
}

/** What a Mask R-CNN is, but for its weights. */
export interface MaskRcnnModel {
  name: string;
  classes: readonly string[];
  backbone: Backbone;
  config: MaskRcnnConfig;
}
