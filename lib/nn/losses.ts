import { abs, add, exp, log, mul, neg, relu, sub } from './operations/arithmetic';
import { mean, sum } from './operations/reduce';
import { greater, where } from './operations/select';
import { logSoftmax } from './operations/softmax';
import type { Tensor } from './tensor';

/** Per row of logits [..., classes]: minus the logarithm of the target's probability. Targets are one-hot or soft. */
export const crossEntropyRows = (logits: Tensor, targets: Tensor): Tensor =>
  neg(sum(mul(logSoftmax(logits), targets), [logits.shape.length - 1]));

/** Mean softmax cross-entropy. */
export const crossEntropy = (logits: Tensor, targets: Tensor): Tensor =>
  mean(crossEntropyRows(logits, targets));

/** Element by element: -t log s(x) - (1 - t) log (1 - s(x)) with the sigmoid s, without overflow. */
export const binaryCrossEntropy = (logits: Tensor, targets: Tensor): Tensor =>
  add(sub(relu(logits), mul(logits, targets)), log(add(exp(neg(abs(logits))), 1)));

/** Element by element: half the square over beta where |a - b| < beta, else |a - b| - beta / 2 (beta 0: |a - b|). */
export function smoothL1(a: Tensor, b: Tensor, beta = 1): Tensor {
  const away = abs(sub(a, b));
  if (beta === 0) return away;
  return where(greater(beta, away), mul(mul(away, away), 0.5 / beta), sub(away, beta / 2));
}
