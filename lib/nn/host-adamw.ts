export interface HostAdamWOptions {
  weightDecay: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  /** Gradients longer than this, all taken as one vector, are shortened to it. */
  clipNorm: number;
}

/** A parameter's place among all numbers. */
export interface Stretch {
  start: number;
  end: number;
  /** Share of the learning rate it takes. */
  share: number;
  /** Whether weight decay holds for it. */
  decays: boolean;
}

/** Below this numbers are as good as 0, and processors slow at them. */
const TINY = 1e-30;

/**
 * AdamW (Loshchilov, Hutter 2019) in plain code over all weights in a row: the same numbers as `adamW` of
 * `optimisers.ts`, in one pass over the memory instead of fifteen of a graph's, for large networks whose steps are
 * short; and gradients may come from several runs at once.
 */
export class HostAdamW {
  readonly mean: Float32Array;
  readonly square: Float32Array;
  private readonly gradient: Float32Array;
  private runs = 0;

  /** @param weights are changed by `step` */
  constructor(
    private readonly weights: Float32Array,
    private readonly stretches: readonly Stretch[],
    private readonly options: HostAdamWOptions,
    public steps = 0,
  ) {
    this.mean = new Float32Array(weights.length);
    this.square = new Float32Array(weights.length);
    this.gradient = new Float32Array(weights.length);
  }

  /** Adds the gradients of one run up. */
  add(given: Float32Array): void {
    const { gradient } = this;
    for (let i = 0; i < gradient.length; i++) gradient[i]! += given[i]!;
    this.runs++;
  }

  /** Moves the weights by the mean of the gradients since the last time. Gives the gradients' length. */
  step(rate: number): number {
    const { beta1 = 0.9, beta2 = 0.999, clipNorm } = this.options;
    let sum = 0;
    for (let i = 0; i < this.gradient.length; i++) sum += this.gradient[i]! * this.gradient[i]!;
    const norm = Math.sqrt(sum) / this.runs;
    const factor = Math.min(1, clipNorm / norm) / this.runs;
    this.steps++;
    const root = Math.sqrt(1 - beta2 ** this.steps);
    const first = 1 - beta1 ** this.steps;
    for (const stretch of this.stretches) this.move(stretch, rate * stretch.share, factor, root, first);
    this.gradient.fill(0);
    this.runs = 0;
    return norm;
  }

  private move(
    { start, end, decays }: Stretch,
    rate: number,
    factor: number,
    root: number,
    first: number,
  ): void {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay } = this.options;
    const { weights, gradient, mean, square } = this;
    const left = 1 - rate * (decays ? weightDecay : 0);
    const size = (rate * root) / first;
    const small = root * epsilon;
    for (let i = start; i < end; i++) {
      const g = gradient[i]! * factor;
      const m = beta1 * mean[i]! + (1 - beta1) * g;
      const v = beta2 * square[i]! + (1 - beta2) * g * g;
      mean[i] = m < TINY && m > -TINY ? 0 : m;
      square[i] = v < TINY ? 0 : v;
      weights[i] = left * weights[i]! - (size * m) / (Math.sqrt(v) + small);
    }
  }
}
