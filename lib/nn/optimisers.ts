import { zeros } from './initialisers';
import { add, div, exp, mul, sqrt, sub } from './operations/arithmetic';
import { nameOf, type ParameterAttributes, parameter, type Tensor } from './tensor';

interface Moment {
  /** Learning rate, one number. */
  rate: Tensor;
  /** How many steps were made, this one too; one number. */
  step: Tensor;
  /** Whether weight decay holds for this parameter. */
  decays: boolean;
}

/** One parameter's next value and the next values of what the optimiser keeps for it, by name. */
export type Optimiser = (weight: Tensor, gradient: Tensor, moment: Moment) => Map<string, Tensor>;

/** A number per weight that the optimiser keeps. */
const state = (kind: string, weight: Tensor) =>
  parameter(`${kind}:${nameOf(weight)}`, (weight.attributes as ParameterAttributes).shape, zeros);

interface SgdOptions {
  momentum?: number;
  weightDecay?: number;
}

/** Stochastic gradient descent; v = momentum * v + gradient, weight -= rate * v (as PyTorch has it). */
export function sgd({ momentum = 0, weightDecay = 0 }: SgdOptions = {}): Optimiser {
  return (weight, gradient, { rate, decays }) => {
    const pulled = weightDecay && decays ? add(gradient, mul(weight, weightDecay)) : gradient;
    if (momentum === 0) return new Map([[nameOf(weight), sub(weight, mul(rate, pulled))]]);
    const velocity = state('momentum', weight);
    const next = add(mul(velocity, momentum), pulled);
    return new Map([
      [nameOf(weight), sub(weight, mul(rate, next))],
      [nameOf(velocity), next],
    ]);
  };
}

interface AdamOptions {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  weightDecay?: number;
  /** The decay shrinks the weight itself instead of joining the gradient (AdamW: Loshchilov, Hutter 2019). */
  decoupled?: boolean;
}

/** Kingma, Ba 2015, as PyTorch has it. */
export function adam(options: AdamOptions = {}): Optimiser {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0, decoupled = false } = options;
  /** 1 - beta^step. */
  const correction = (beta: number, step: Tensor) => sub(1, exp(mul(step, Math.log(beta))));
  return (weight, gradient, { rate, step, decays }) => {
    const decay = decays ? weightDecay : 0;
    const g = decay && !decoupled ? add(gradient, mul(weight, decay)) : gradient;
    const [mean, square] = [state('mean', weight), state('square', weight)];
    const nextMean = add(mul(mean, beta1), mul(g, 1 - beta1));
    const nextSquare = add(mul(square, beta2), mul(mul(g, g), 1 - beta2));
    // The corrections of mean and square are numbers: taken together, no pass over the weights is spent on them.
    const root = sqrt(correction(beta2, step));
    const size = div(mul(rate, root), correction(beta1, step));
    const change = mul(size, div(nextMean, add(sqrt(nextSquare), mul(root, epsilon))));
    const kept = decay && decoupled ? mul(weight, sub(1, mul(rate, decay))) : weight;
    return new Map([
      [nameOf(weight), sub(kept, change)],
      [nameOf(mean), nextMean],
      [nameOf(square), nextSquare],
    ]);
  };
}

export const adamW = ({ weightDecay = 0.01, ...rest }: Omit<AdamOptions, 'decoupled'> = {}): Optimiser =>
  adam({ ...rest, weightDecay, decoupled: true });
