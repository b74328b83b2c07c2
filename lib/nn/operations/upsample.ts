import type * as tfjs from '@tensorflow/tfjs-core';
import { times } from '../dimension';
import { define, type Tensor } from '../tensor';
import { add, mul } from './arithmetic';
import { averagePool } from './pool';
import { concat, slice } from './shape';

interface Upsampling {
  mode: 'nearest' | 'linear';
  scale: number;
}

const applyUpsample = define<Upsampling>({
  name: 'upsample',
  shape: ([x], { scale }) => x!.shape.map((size, i) => (i < 2 ? size : times(size, scale))),
  onnx(writer, [x], { mode, scale }) {
    const scales = writer.constant({ data: [1, 1, scale, scale], shape: [4], type: 'float32' });
    const how: Record<string, string> =
      mode === 'nearest'
        ? { coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' }
        : { coordinate_transformation_mode: 'half_pixel' };
    return writer.node('Resize', [x!, '', scales], { mode, ...how });
  },
  tfjs(tf, [x], { mode, scale }) {
    const last = tf.transpose(x!, [0, 2, 3, 1]) as tfjs.Tensor4D;
    const size: [number, number] = [last.shape[1]! * scale, last.shape[2]! * scale];
    const large =
      mode === 'nearest'
        ? tf.image.resizeNearestNeighbor(last, size)
        : tf.image.resizeBilinear(last, size, false, true);
    return tf.transpose(large, [0, 3, 1, 2]);
  },
  gradient(dy, _, _inputs, { mode, scale }) {
    if (mode === 'nearest') return [mul(averagePool(dy, scale), scale ** 2)];
    return [unblend(unblend(dy, 2), 3)];
  },
});

/**
 * The gradient of doubling an axis linearly. Forward, pixel i gives 3/4 of itself to its two places 2i and 2i + 1, and
 * 1/4 to the nearest place of each neighbour; at the edges, which are repeated, to itself.
 */
function unblend(dy: Tensor, axis: 2 | 3): Tensor {
  const even = slice(dy, [{ axis, start: 0, step: 2 }]);
  const odd = slice(dy, [{ axis, start: 1, step: 2 }]);
  const fromAfter = concat([slice(even, [{ axis, start: 1 }]), slice(odd, [{ axis, start: -1 }])], axis);
  const fromBefore = concat(
    [slice(even, [{ axis, start: 0, end: 1 }]), slice(odd, [{ axis, start: 0, end: -1 }])],
    axis,
  );
  return add(mul(add(even, odd), 0.75), mul(add(fromAfter, fromBefore), 0.25));
}

/** Each pixel of [batch, channels, height, width] repeated `scale` times in both directions. */
export const upsampleNearest = (x: Tensor, scale = 2): Tensor =>
  applyUpsample([x], { mode: 'nearest', scale });

/** Twice the height and width, between pixel centres (half-pixel), as `align_corners=False` elsewhere. */
export const upsampleLinear = (x: Tensor): Tensor => applyUpsample([x], { mode: 'linear', scale: 2 });
