import * as ort from 'onnxruntime-node';
import { OnnxWriter } from '@/lib/nn/onnx/writer';
import { Random } from '@/lib/nn/random';

/** Data types of ONNX. */
const FLOAT = 1;
const INT64 = 7;

/** One node of ONNX Runtime's own, as an independent reference; optional inputs may be left out. */
export async function reference(
  opType: string,
  given: ({ data: Float32Array | BigInt64Array; shape: number[] } | undefined)[],
  attributes: Parameters<OnnxWriter['node']>[2],
): Promise<ort.Tensor> {
  const writer = new OnnxWriter();
  const inputs = given.filter((input) => input !== undefined);
  const names = inputs.map((_, i) => `x${i}`);
  let used = 0;
  writer.named(
    'y',
    writer.node(
      opType,
      given.map((input) => (input ? names[used++]! : '')),
      attributes,
    ),
  );
  const info = (name: string, elemType: number, shape?: number[]) => ({
    name,
    type: { tensorType: { elemType, shape: shape && { dim: shape.map((dimValue) => ({ dimValue })) } } },
  });
  const model = writer.model(
    inputs.map(({ data, shape }, i) => info(names[i]!, data instanceof Float32Array ? FLOAT : INT64, shape)),
    [info('y', opType === 'NonMaxSuppression' ? INT64 : FLOAT)],
  );
  const session = await ort.InferenceSession.create(model);
  const feeds = inputs.map(({ data, shape }, i) => [
    names[i]!,
    data instanceof Float32Array
      ? new ort.Tensor('float32', data, shape)
      : new ort.Tensor('int64', data, shape),
  ]);
  return (await session.run(Object.fromEntries(feeds))).y!;
}

/** `count` boxes within a picture of the given size. */
export function randomBoxes(count: number, width: number, height: number, seed: string): Float32Array {
  const random = Random.from(seed);
  const boxes = new Float32Array(4 * count);
  for (let i = 0; i < count; i++) {
    const x = random.uniform() * width;
    const y = random.uniform() * height;
    boxes.set([x, y, x + random.uniform() * (width - x), y + random.uniform() * (height - y)], 4 * i);
  }
  return boxes;
}

export const randomNumbers = (count: number, seed: string) => {
  const random = Random.from(seed);
  return Float32Array.from({ length: count }, () => random.normal());
};
