export interface HostAdamWOptions {
  weightDecay: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
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

/** All numbers of a network that learn, one after the other; in shared memory where several threads move them. */
export interface Rows {
  weights: Float32Array;
  mean: Float32Array;
  square: Float32Array;
  /** Sums of gradients; one row a thread that makes some. */
  gradients: readonly Float32Array[];
}

export interface Moment {
  rate: number;
  /** How many steps were made, this one too. */
  step: number;
  /** What the gathered gradients are multiplied by. */
  factor: number;
}

/** Below this numbers are as good as 0, and processors slow at them. */
const TINY = 1e-30;

/**
 * AdamW (Loshchilov, Hutter 2019) in plain code: the same numbers as `adamW` of `optimisers.ts`, in one pass over the
 * memory instead of fifteen of a graph's, for large networks whose steps are short. Threads may each do a part.
 */
export class HostAdamW {
  constructor(
    private readonly rows: Rows,
    private readonly stretches: readonly Stretch[],
    private readonly options: HostAdamWOptions,
  ) {}

  /** Adds the gradients of the first `runs` rows up, in the first of them. Gives the sum of their squares. */
  gather(from: number, to: number, runs: number): number {
    const [first, ...others] = this.rows.gradients.slice(0, runs) as [Float32Array, ...Float32Array[]];
    for (const other of others) for (let i = from; i < to; i++) first[i]! += other[i]!;
    let sum = 0;
    for (let i = from; i < to; i++) sum += first[i]! * first[i]!;
    return sum;
  }

  /** Moves the weights by what was gathered. */
  move(from: number, to: number, moment: Moment): void {
    for (const stretch of this.stretches) {
      const [start, end] = [Math.max(from, stretch.start), Math.min(to, stretch.end)];
      if (start < end) this.moveStretch({ ...stretch, start, end }, moment);
    }
  }

  private moveStretch({ start, end, share, decays }: Stretch, { rate, step, factor }: Moment): void {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay } = this.options;
    const { weights, mean, square, gradients } = this.rows;
    const gradient = gradients[0]!;
    const own = rate * share;
    const root = Math.sqrt(1 - beta2 ** step);
    const left = 1 - own * (decays ? weightDecay : 0);
    const size = (own * root) / (1 - beta1 ** step);
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
