import type { Value, Values } from './graph';
import { value } from './graph';

export interface HostAdamWOptions {
  weightDecay: number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  /** Gradients longer than this, all taken as one vector, are shortened to it. */
  clipNorm: number;
  /** Which parameters weight decay holds for. */
  decays(name: string): boolean;
  /** Share of the learning rate a parameter takes. */
  rateOf(name: string): number;
}

interface Kept {
  weight: Float32Array;
  gradient: Float32Array;
  mean: Float32Array;
  square: Float32Array;
}

/** Below this numbers are as good as 0, and processors slow at them. */
const TINY = 1e-30;

/**
 * AdamW (Loshchilov, Hutter 2019) in plain code: the same numbers as `adamW` of `optimisers.ts`. One pass over the
 * weights instead of fifteen of a graph's, for large networks whose steps are short; and gradients of several runs
 * may arrive at once.
 */
export class HostAdamW {
  private readonly kept = new Map<string, Kept>();
  private steps = 0;
  private runs = 0;

  /** @param weights of the parameters that learn; their arrays are changed by `step` */
  constructor(
    readonly weights: Values,
    private readonly options: HostAdamWOptions,
  ) {
    for (const [name, { data }] of weights) {
      const zeros = () => new Float32Array(data.length);
      const weight = data as Float32Array;
      this.kept.set(name, { weight, gradient: zeros(), mean: zeros(), square: zeros() });
    }
  }

  /** Adds the gradients of one run up. */
  add(gradients: (name: string) => Value): void {
    for (const [name, { gradient }] of this.kept) {
      const given = gradients(name).data;
      for (let i = 0; i < gradient.length; i++) gradient[i]! += given[i]!;
    }
    this.runs++;
  }

  /** Moves the weights by the mean of the gradients since the last time. Gives the gradients' length. */
  step(rate: number): number {
    const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, clipNorm } = this.options;
    let sum = 0;
    for (const { gradient } of this.kept.values())
      for (let i = 0; i < gradient.length; i++) sum += gradient[i]! * gradient[i]!;
    const norm = Math.sqrt(sum) / this.runs;
    const factor = Math.min(1, clipNorm / norm) / this.runs;
    this.steps++;
    const root = Math.sqrt(1 - beta2 ** this.steps);
    for (const [name, { weight, gradient, mean, square }] of this.kept) {
      const own = rate * this.options.rateOf(name);
      const left = 1 - own * (this.options.decays(name) ? this.options.weightDecay : 0);
      const size = (own * root) / (1 - beta1 ** this.steps);
      const small = root * epsilon;
      for (let i = 0; i < weight.length; i++) {
        const g = gradient[i]! * factor;
        const m = beta1 * mean[i]! + (1 - beta1) * g;
        const v = beta2 * square[i]! + (1 - beta2) * g * g;
        mean[i] = m < TINY && m > -TINY ? 0 : m;
        square[i] = v < TINY ? 0 : v;
        weight[i] = left * weight[i]! - (size * m) / (Math.sqrt(v) + small);
        gradient[i] = 0;
      }
    }
    this.runs = 0;
    return norm;
  }

  /** All that a checkpoint must hold beside the weights. */
  state(): Values {
    const values: Values = new Map([['optimiser:step', value([this.steps], [])]]);
    for (const [name, { mean, square }] of this.kept) {
      const { shape } = this.weights.get(name)!;
      values.set(`mean:${name}`, value(mean, shape));
      values.set(`square:${name}`, value(square, shape));
    }
    return values;
  }

  restore(state: Values): void {
    this.steps = state.get('optimiser:step')!.data[0]!;
    for (const [name, kept] of this.kept) {
      kept.mean.set(state.get(`mean:${name}`)!.data);
      kept.square.set(state.get(`square:${name}`)!.data);
    }
  }
}
