import type { Values } from '@/lib/nn/graph';
import type { HostAdamWOptions, Rows } from '@/lib/nn/host-adamw';
import type { Runtime } from '@/lib/nn/runtimes/runtime';
import { gradientName } from '@/lib/nn/training';
import type { Backbone } from './backbone';
import type { MaskRcnnConfig } from './config';
import { type Lane, type Layout, LocalLane, type LossValues, type TrainingImage, viewsOf } from './lane';
import { stepGraphs } from './step-graphs';
import { WorkerLane } from './worker-lane';

interface StepperOptions extends HostAdamWOptions {
  backbone: Backbone;
  config: MaskRcnnConfig;
  /** Share of the learning rate that the body takes. */
  bodyRate: number;
  /** Gradients longer than this, all taken as one vector, are shortened to it. */
  clipNorm: number;
  /** Threads, each on one core; without them all is done by the runtime. */
  lanes: number;
  runtime: Runtime;
}

/** The parameters that learn, one after the other. */
function layOut({ backbone, config }: StepperOptions, values: Values): Layout {
  const { learn } = stepGraphs(backbone, config);
  let start = 0;
  return [...values]
    .filter(([name]) => gradientName(name) in learn.outputs)
    .map(([name, { shape, data }]) => {
      const place = { name, shape, start, end: start + data.length };
      start = place.end;
      return place;
    });
}

/** Training steps: the images of a batch in lanes side by side, then a part of the weights in each lane. */
export class Stepper {
  /** How many steps were made. */
  steps = 0;

  private constructor(
    private readonly lanes: readonly Lane[],
    /** The optimiser's memory of each number that learns. */
    readonly rows: Rows,
    /** The parameters that learn, as they are now. */
    readonly weights: Values,
    private readonly clipNorm: number,
  ) {}

  /** @param values of all parameters */
  static async open(values: Values, options: StepperOptions): Promise<Stepper> {
    const { backbone, config, bodyRate, lanes, runtime } = options;
    const layout = layOut(options, values);
    const row = () => new Float32Array(new SharedArrayBuffer(4 * layout.at(-1)!.end));
    const gradients = Array.from({ length: Math.max(1, lanes) }, row);
    const rows: Rows = { weights: row(), mean: row(), square: row(), gradients };
    for (const { name, start } of layout) rows.weights.set(values.get(name)!.data, start);
    const stretches = layout.map(({ name, start, end }) => ({
      start,
      end,
      share: backbone.owns(name) ? bodyRate : 1,
      decays: name.endsWith('.weight'),
    }));
    const { weightDecay, beta1, beta2, epsilon } = options;
    const optimiser = { weightDecay, beta1, beta2, epsilon };
    const start = { backbone: backbone.name, config, values, layout, rows, stretches, optimiser };
    const opened = lanes
      ? await Promise.all(gradients.map((_, lane) => WorkerLane.open({ ...start, lane })))
      : [await LocalLane.open({ ...start, lane: 0 }, runtime)];
    return new Stepper(opened, rows, viewsOf(layout, rows.weights), options.clipNorm);
  }

  /** Moves the weights by the mean gradient of some images. Gives each one's losses. */
  async step(images: readonly TrainingImage[], rate: number): Promise<LossValues[]> {
    const { lanes } = this;
    const losses: LossValues[] = [];
    for (let i = 0; i < images.length; i += lanes.length) {
      const some = images.slice(i, i + lanes.length);
      losses.push(...(await Promise.all(some.map((image, k) => lanes[k]!.learn(image, i > 0)))));
    }
    const runs = Math.min(images.length, lanes.length);
    const squares = await this.inParts((lane, from, to) => lane.gather(from, to, runs));
    const norm = Math.sqrt(squares.reduce((a, b) => a + b)) / images.length;
    const factor = Math.min(1, this.clipNorm / norm) / images.length;
    this.steps++;
    const moment = { rate, step: this.steps, factor };
    await this.inParts((lane, from, to) => lane.move(from, to, moment));
    await Promise.all(lanes.map((lane) => lane.refresh()));
    return losses;
  }

  private inParts<T>(work: (lane: Lane, from: number, to: number) => Promise<T>): Promise<T[]> {
    const size = this.rows.weights.length;
    const edge = (k: number) => Math.floor((size * k) / this.lanes.length);
    return Promise.all(this.lanes.map((lane, k) => work(lane, edge(k), edge(k + 1))));
  }

  async close(): Promise<void> {
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }
}
