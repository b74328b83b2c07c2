import type { Graph, Values } from '@/lib/nn/graph';
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
    const { config, programs } = this;
    const size = fitted(image, config.image);
    const picture = resize(image, size.width, size.height);
    const input = pictureInput(picture, config.image.divisor);
    const maps = mapsOf(input, config.anchors.strides);
    const seen = await programs.features.run({ image: input });
    const [objectness, moves] = [seen.objectness!.data, seen.deltas!.data] as [Float32Array, Float32Array];
    const { rpn } = config;
    const { boxes: rois } = proposals(objectness, moves, this.anchors.for(maps), picture, rpn, rpn.test);
    if (rois.length === 0) return [];
    const table = seen.table!;
    const { logits, deltas } = await programs.boxes.run({ table, ...this.taps('box', rois, maps) });
    const found = detections(
      logits!.data as Float32Array,
      deltas!.data as Float32Array,
      rois,
      picture,
      config,
    );
    if (found.boxes.length === 0) return [];
    const { masks } = await programs.masks.run({ table, ...this.taps('mask', found.boxes, maps) });
    return this.placed(
      found,
      masks!.data as Float32Array,
      image,
      image.width / picture.width,
      image.height / picture.height,
    );
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
