import { gradients } from './gradients';
import type { Graph } from './graph';
import { zeros } from './initialisers';
import type { Network } from './network';
import { add, clip, div, mul, sqrt } from './operations/arithmetic';
import { sum } from './operations/reduce';
import { broadcastTo } from './operations/shape';
import type { Optimiser } from './optimisers';
import { asTensor, input, nameOf, type ParameterAttributes, parameter, type Tensor } from './tensor';

export interface UpdateOptions {
  optimiser: Optimiser;
  /** Gradients longer than this, all taken as one vector, are shortened to it. */
  clipNorm?: number;
  /** Which parameters weight decay holds for; left out: all. */
  decays?: (name: string) => boolean;
  /** Share of the learning rate a parameter takes; left out: 1. */
  rateOf?: (name: string) => number;
}

export interface LossOptions {
  /** One number. */
  loss: Tensor;
  net: Network;
  /** Which parameters learn; left out: all that have a gradient. */
  trained?: (name: string) => boolean;
  /** Further results of each step. */
  report?: Record<string, Tensor>;
}

/** The parameters that learn, with their gradients. */
function learning({ loss, net, trained = () => true }: LossOptions): [Tensor, Tensor][] {
  const chosen = net.parameters.filter(
    (tensor) => trained(nameOf(tensor)) && !net.statistics.has(nameOf(tensor)),
  );
  const found = gradients(loss, chosen);
  const pairs = chosen.flatMap((tensor, i): [Tensor, Tensor][] => (found[i] ? [[tensor, found[i]]] : []));
  if (pairs.length === 0)
    throw new Error('Nothing would learn: the loss depends on no parameter that is trained.');
  return pairs;
}

/** Length of all gradients as one vector, and the gradients shortened to at most `limit`. */
function clipped(pairs: [Tensor, Tensor][], limit: number) {
  const norm = sqrt(pairs.map(([, gradient]) => sum(mul(gradient, gradient))).reduce(add));
  const factor = div(limit, clip(norm, limit, 3e38));
  return { norm, pairs: pairs.map(([weight, g]): [Tensor, Tensor] => [weight, mul(g, factor)]) };
}

/** Next values of weights and optimiser state. The learning rate is the input `rate`. */
function updated(given: [Tensor, Tensor][], options: UpdateOptions): Graph {
  const { optimiser, clipNorm, decays = () => true, rateOf = () => 1 } = options;
  const { norm, pairs } = clipNorm ? clipped(given, clipNorm) : { norm: undefined, pairs: given };
  const rate = input('rate', []);
  const step = add(parameter('optimiser:step', [], zeros), 1);
  const next = new Map([['optimiser:step', step]]);
  const shares = new Map<number, Tensor>([[1, rate]]);
  for (const [weight, gradient] of pairs) {
    const share = rateOf(nameOf(weight));
    if (!shares.has(share)) shares.set(share, mul(rate, share));
    const moment = { rate: shares.get(share)!, step, decays: decays(nameOf(weight)) };
    for (const [name, tensor] of optimiser(weight, gradient, moment)) next.set(name, tensor);
  }
  return { outputs: norm ? { gradient_norm: norm } : {}, next };
}

/**
 * A whole step of training as one graph: the inputs of the loss and `rate` go in; `loss`, what is reported, and with
 * clipping `gradient_norm` come out; weights, running statistics and optimiser state take their next values.
 */
export function trainingStep(options: LossOptions & UpdateOptions): Graph {
  const { outputs, next } = updated(learning(options), options);
  return {
    outputs: { loss: options.loss, ...options.report, ...outputs },
    next: new Map([...options.net.statistics, ...next!]),
  };
}

/** Loss, what is reported, and the gradients "gradient:NAME" as results: for optimisers outside of the graph. */
export function gradientGraph(options: LossOptions): Graph {
  const pairs = learning(options).map(([weight, gradient]) => [gradientName(nameOf(weight)), gradient]);
  return { outputs: { loss: options.loss, ...options.report, ...Object.fromEntries(pairs) } };
}

export const gradientName = (parameter: string) => `gradient:${parameter}`;

/**
 * The same step in two graphs, for batches that do not fit at once: `accumulate` adds gradients up, run by run;
 * `update` uses their sum, divided by the input `runs`, and begins anew.
 */
export function accumulatedStep(options: LossOptions & UpdateOptions): { accumulate: Graph; update: Graph } {
  const pairs = learning(options);
  const sums = pairs.map(([weight]) =>
    parameter(gradientName(nameOf(weight)), (weight.attributes as ParameterAttributes).shape, zeros),
  );
  const runs = input('runs', []);
  const update = updated(
    pairs.map(([weight], i) => [weight, div(sums[i]!, runs)]),
    options,
  );
  return {
    accumulate: {
      outputs: { loss: options.loss, ...options.report },
      next: new Map([
        ...options.net.statistics,
        ...pairs.map(([, gradient], i): [string, Tensor] => [nameOf(sums[i]!), add(sums[i]!, gradient)]),
      ]),
    },
    update: {
      outputs: update.outputs,
      next: new Map([
        ...update.next!,
        ...sums.map((total): [string, Tensor] => [nameOf(total), broadcastTo(asTensor(0), total)]),
      ]),
    },
  };
}
