import { define, type Tensor } from '../tensor';
import { exp, mul, sub } from './arithmetic';
import { sum } from './reduce';

const lastAxis = (tensor: Tensor) => [tensor.shape.length - 1];

const applySoftmax = define({
  name: 'softmax',
  shape: ([x]) => x!.shape,
  onnx: (writer, names) => writer.node('Softmax', names, { axis: -1 }),
  tfjs: (tf, [x]) => tf.softmax(x!),
  gradient: (dy, y) => [mul(y, sub(dy, sum(mul(dy, y), lastAxis(y), true)))],
});
/** Probabilities over the last axis. */
export const softmax = (x: Tensor): Tensor => applySoftmax([x], {});

const applyLogSoftmax = define({
  name: 'log-softmax',
  shape: ([x]) => x!.shape,
  onnx: (writer, names) => writer.node('LogSoftmax', names, { axis: -1 }),
  tfjs: (tf, [x]) => tf.logSoftmax(x!),
  gradient: (dy, y) => [sub(dy, mul(exp(y), sum(dy, lastAxis(y), true)))],
});
/** Logarithms of the probabilities over the last axis. */
export const logSoftmax = (x: Tensor): Tensor => applyLogSoftmax([x], {});
