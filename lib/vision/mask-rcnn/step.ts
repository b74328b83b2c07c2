import type { Values } from '@/lib/nn/graph';
import { HostAdamW, type HostAdamWOptions } from '@/lib/nn/host-adamw';
import type { Runtime } from '@/lib/nn/runtimes/runtime';
import { gradientName } from '@/lib/nn/training';
import type { Backbone } from './backbone';
import type { MaskRcnnConfig } from './config';
import { type Lane, type Layout, LocalLane, type LossValues, type TrainingImage, viewsOf } from './lane';
import { type StepGraphs, stepGraphs } from './step-graphs';
import { WorkerLane } from './worker-lane';

interface StepperOptions extends HostAdamWOptions {
  backbone: Backbone;
  config: MaskRcnnConfig;
  /** Share of the learning rate that the body takes. */
  bodyRate: number;
  /** Threads, each on one core; without them all is done by the runtime. */
  lanes: number;
  runtime: Runtime;
}

/** The parameters that learn, one after the other. */
function layOut({ learn }: StepGraphs, values: Values): Layout {
  let start = 0;
  return [...values]
    .filter(([name]) => gradientName(name) in learn.outputs)
    .map(([name, { shape, data }]) => {
      const place = { name, shape, start, end: start + data.length };
      start = place.end;
      return place;
    });
}

/** Training steps: batches of images in lanes side by side, one optimiser. */
export class Stepper {
  private constructor(
    private readonly lanes: readonly Lane[],
    readonly optimiser: HostAdamW,
    /** The parameters that learn, as they are now. */
    readonly weights: Values,
  ) {}

  /** @param values of all parameters */
  static async open(values: Values, options: StepperOptions): Promise<Stepper> {
    const { backbone, config, bodyRate, lanes, runtime } = options;
    const graphs = stepGraphs(backbone, config);
    const layout = layOut(graphs, values);
    const row = new Float32Array(new SharedArrayBuffer(4 * layout.at(-1)!.end));
    for (const { name, start } of layout) row.set(values.get(name)!.data, start);
    const stretches = layout.map(({ name, start, end }) => ({
      start,
      end,
      share: backbone.owns(name) ? bodyRate : 1,
      decays: name.endsWith('.weight'),
    }));
    const optimiser = new HostAdamW(row, stretches, options);
    const start = { backbone: backbone.name, config, values, layout, weights: row };
    const opened = lanes
      ? await Promise.all(Array.from({ length: lanes }, () => WorkerLane.open(start)))
      : [await LocalLane.open(graphs, config, runtime, values, layout, row, new Float32Array(row.length))];
    return new Stepper(opened, optimiser, viewsOf(layout, row));
  }

  /** Moves the weights by the mean gradient of some images. Gives each one's losses. */
  async step(images: readonly TrainingImage[], rate: number): Promise<LossValues[]> {
    const losses: LossValues[] = [];
    for (let i = 0; i < images.length; i += this.lanes.length) {
      const some = images.slice(i, i + this.lanes.length);
      losses.push(...(await Promise.all(some.map((image, k) => this.lanes[k]!.learn(image)))));
      // In their order, so that the sum is the same whichever was ready first.
      for (const k of some.keys()) this.optimiser.add(this.lanes[k]!.gradient);
    }
    this.optimiser.step(rate);
    await Promise.all(this.lanes.map((lane) => lane.refresh()));
    return losses;
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }
}
