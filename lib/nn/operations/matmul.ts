import type * as tfjs from '@tensorflow/tfjs-core';
import { broadcast, type Shape } from '../dimension';
import { define, type Tensor } from '../tensor';
import { sumTo } from './arithmetic';

interface Transposed {
  /** The last two axes of a, of b, are swapped before. */
  transposeA?: boolean;
  transposeB?: boolean;
}

const swapped = (shape: Shape) => [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];
const swapLast = (rank: number) => [...Array(rank - 2).keys(), rank - 1, rank - 2];

const applyMatmul = define<Transposed>({
  name: 'matmul',
  shape([a, b], { transposeA, transposeB }) {
    const left = transposeA ? swapped(a!.shape) : a!.shape;
    const right = transposeB ? swapped(b!.shape) : b!.shape;
    if (left.length < 2 || right.length < 2 || left.at(-1) !== right.at(-2))
      throw new Error(`[${left}] and [${right}] cannot be multiplied as matrices.`);
    return [...broadcast(left.slice(0, -2), right.slice(0, -2)), left.at(-2)!, right.at(-1)!];
  },
  onnx(writer, names, { transposeA, transposeB }, { inputs }) {
    const flat = inputs.every(({ shape }) => shape.length === 2);
    if (flat && (transposeA || transposeB))
      return writer.node('Gemm', names, { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 });
    const turned = names.map((name, i) =>
      [transposeA, transposeB][i]
        ? writer.node('Transpose', [name], { perm: swapLast(inputs[i]!.shape.length) })
        : name,
    );
    return writer.node('MatMul', turned);
  },
  // Transposed and repeated beforehand: with its own transposing the wasm backend leaves its fast kernel, and its own
  // repeating of batches gives wrong numbers where both sides are repeated.
  tfjs(tf, [a, b], { transposeA, transposeB }) {
    const left = transposeA ? tf.transpose(a!, swapLast(a!.rank)) : a!;
    const right = transposeB ? tf.transpose(b!, swapLast(b!.rank)) : b!;
    const batch = broadcast(left.shape.slice(0, -2), right.shape.slice(0, -2)) as number[];
    const whole = (x: tfjs.Tensor) => tf.broadcastTo(x, [...batch, ...x.shape.slice(-2)]);
    return tf.matMul(whole(left), whole(right));
  },
  gradient(dy, _, [a, b], { transposeA = false, transposeB = false }) {
    const da = transposeA ? matmul(b!, dy, transposeB, true) : matmul(dy, b!, false, !transposeB);
    const db = transposeB ? matmul(dy, a!, true, transposeA) : matmul(a!, dy, !transposeA, false);
    return [sumTo(da, a!), sumTo(db, b!)];
  },
});
/** Product of matrices in the last two axes; the axes before are broadcast. */
export const matmul = (a: Tensor, b: Tensor, transposeA = false, transposeB = false): Tensor =>
  applyMatmul([a, b], { transposeA, transposeB });
