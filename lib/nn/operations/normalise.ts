import { define, type Tensor } from '../tensor';
import { add, div, mul, sqrt, sub, sumTo } from './arithmetic';
import { mean } from './reduce';
import { reshape } from './shape';

/** [channels] so that it broadcasts over [batch, channels, ...]. */
const perChannel = (vector: Tensor, x: Tensor): Tensor =>
  x.shape.length === 2 ? vector : reshape(vector, [...vector.shape, ...x.shape.slice(2).map(() => 1)]);

/** All axes but the channels, which are axis 1. */
const others = (x: Tensor) => x.shape.flatMap((_, i) => (i === 1 ? [] : [i]));

interface Epsilon {
  epsilon: number;
}

const applyStandardise = define<Epsilon>({
  name: 'standardise',
  shape: ([x]) => x!.shape,
  onnx(writer, [x, centre, spread], { epsilon }) {
    const deviation = writer.node('Sqrt', [writer.node('Add', [spread!, writer.scalar(epsilon)])]);
    return writer.node('Div', [writer.node('Sub', [x!, centre!]), deviation]);
  },
  tfjs: (tf, [x, centre, spread], { epsilon }) =>
    tf.div(tf.sub(x!, centre!), tf.sqrt(tf.add(spread!, epsilon))),
  // Holds when mean and variance are those of x itself: their own dependence on x is in it (Ioffe, Szegedy 2015).
  gradient(dy, y, [x, , spread], { epsilon }) {
    const axes = others(x!);
    const rest = sub(sub(dy, mean(dy, axes, true)), mul(y, mean(mul(dy, y), axes, true)));
    return [div(rest, sqrt(add(spread!, epsilon))), undefined, undefined];
  },
});

/**
 * Batch normalisation as in training: each channel of [batch, channels, ...] to mean 0 and variance 1 over the batch,
 * then `scale` and `shift` (both [channels]). Also gives the batch's mean and (biased) variance, [channels].
 */
export function batchNormTraining(x: Tensor, scale: Tensor, shift: Tensor, epsilon: number) {
  const centre = mean(x, others(x), true);
  const spread = variance(x, centre);
  const y = applyStandardise([x, centre, spread], { epsilon });
  return {
    y: add(mul(y, perChannel(scale, x)), perChannel(shift, x)),
    mean: reshape(centre, scale.shape),
    variance: reshape(spread, scale.shape),
  };
}

function variance(x: Tensor, centre: Tensor): Tensor {
  const away = sub(x, centre);
  return mean(mul(away, away), others(x), true);
}

const applyBatchNorm = define<Epsilon>({
  name: 'batch-norm',
  shape: ([x]) => x!.shape,
  onnx: (writer, names, { epsilon }) =>
    writer.node('BatchNormalization', names, { epsilon: { float: epsilon } }),
  tfjs(tf, [x, scale, shift, centre, spread], { epsilon }) {
    const [a, b, c, d] = [scale!, shift!, centre!, spread!].map((vector) =>
      tf.reshape(vector, [-1, ...x!.shape.slice(2).map(() => 1)]),
    );
    return tf.add(tf.mul(tf.div(tf.sub(x!, c!), tf.sqrt(tf.add(d!, epsilon))), a!), b!);
  },
  gradient(dy, _, [x, scale, shift, centre, spread], { epsilon }) {
    const [a, b, c, d] = [scale!, shift!, centre!, spread!].map((vector) => perChannel(vector, x!));
    const deviation = sqrt(add(d!, epsilon));
    const unit = div(sub(x!, c!), deviation);
    const back = (t: Tensor, like: Tensor, vector: Tensor) => reshape(sumTo(t, like), vector.shape);
    return [
      mul(dy, div(a!, deviation)),
      back(mul(dy, unit), a!, scale!),
      back(dy, b!, shift!),
      undefined,
      undefined,
    ];
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
): Tensor => applyBatchNorm([x, scale, shift, mean, variance], { epsilon });
