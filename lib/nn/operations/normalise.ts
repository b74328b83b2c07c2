import { type Apply, constant, define, type Tensor } from '../tensor';
import { add, div, mul, sqrt, sub } from './arithmetic';
import { count, mean, sum } from './reduce';
import { reshape } from './shape';

/** [channels] so that it broadcasts over [batch, channels, ...]. */
const perChannel = (vector: Tensor, x: Tensor): Tensor =>
  x.shape.length === 2 ? vector : reshape(vector, [...vector.shape, ...x.shape.slice(2).map(() => 1)]);

/** All axes but the channels, which are axis 1. */
const others = (x: Tensor) => x.shape.flatMap((_, i) => (i === 1 ? [] : [i]));

interface Statistics {
  epsilon: number;
  /** Mean and variance are those of x itself: they move with it. */
  own: boolean;
}

const applyBatchNorm: Apply<Statistics> = define<Statistics>({
  name: 'batch-norm',
  shape: ([x]) => x!.shape,
  onnx: (writer, names, { epsilon }) =>
    writer.node('BatchNormalization', names, { epsilon: { float: epsilon } }),
  tfjs(tf, [x, ...vectors], { epsilon }) {
    const shape = [-1, ...x!.shape.slice(2).map(() => 1)];
    const [scale, shift, centre, spread] = vectors.map((vector) => tf.reshape(vector, shape));
    const factor = tf.div(scale!, tf.sqrt(tf.add(spread!, epsilon)));
    return tf.add(tf.mul(tf.sub(x!, centre!), factor), shift!);
  },
  // Ioffe, Szegedy 2015, section 3.
  gradient(dy, _, [x, scale, , centre, spread], { epsilon, own }) {
    const [axes, channels] = [others(x!), scale!.shape as number[]];
    const [one, zero] = [1, 0].map((n) => constant(Array(channels[0]).fill(n), channels));
    const unit = applyBatchNorm([x!, one!, zero!, centre!, spread!], { epsilon, own });
    const [dScale, dShift] = [sum(mul(dy, unit), axes), sum(dy, axes)];
    const factor = perChannel(div(scale!, sqrt(add(spread!, epsilon))), x!);
    const share = (total: Tensor) => perChannel(div(total, count(x!, axes)), x!);
    const moved = own ? sub(sub(dy, share(dShift)), mul(unit, share(dScale))) : dy;
    return [mul(moved, factor), dScale, dShift, undefined, undefined];
  },
});

/** Batch normalisation with kept statistics, as at inference; mean and variance are taken as they are. */
export const batchNorm = (
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  mean: Tensor,
  variance: Tensor,
  epsilon: number,
): Tensor => applyBatchNorm([x, scale, shift, mean, variance], { epsilon, own: false });

/**
 * Batch normalisation as in training: each channel of [batch, channels, ...] to mean 0 and variance 1 over the batch,
 * then `scale` and `shift` (both [channels]). Also gives the batch's mean and (biased) variance, [channels].
 */
export function batchNormTraining(x: Tensor, scale: Tensor, shift: Tensor, epsilon: number) {
  const centre = mean(x, others(x));
  const away = sub(x, perChannel(centre, x));
  const variance = mean(mul(away, away), others(x));
  return {
    y: applyBatchNorm([x, scale, shift, centre, variance], { epsilon, own: true }),
    mean: centre,
    variance,
  };
}
