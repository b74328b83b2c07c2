import { halfToFloat } from '@/lib/nn/half';

interface Entry {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32' | string;
  quantization?: { dtype: 'float16' | 'uint8' | 'uint16'; min?: number; scale?: number };
}

/** `weightsManifest` of a TensorFlow.js model.json. */
export type Manifest = { weights: Entry[] }[];

const BYTES: Record<string, number> = { float16: 2, uint16: 2, uint8: 1, float32: 4, int32: 4, bool: 1 };

/** The floating-point weights in the binary part of a TensorFlow.js graph model, by name, unpacked to 32 bits. */
export function readWeights(
  manifest: Manifest,
  bytes: Uint8Array,
): Map<string, { shape: number[]; data: Float32Array }> {
  const found = new Map<string, { shape: number[]; data: Float32Array }>();
  let at = 0;
  for (const { name, shape, dtype, quantization } of manifest.flatMap(({ weights }) => weights)) {
    const length = shape.reduce((total, size) => total * size, 1);
    const stored = quantization?.dtype ?? dtype;
    // A copy: slices of Node.js buffers share their memory.
    const part = Uint8Array.from(bytes.subarray(at, at + length * BYTES[stored]!));
    at += part.length;
    if (dtype !== 'float32') continue;
    found.set(name, { shape, data: unpack(part.buffer, stored, quantization) });
  }
  return found;
}

function unpack(buffer: ArrayBuffer, stored: string, quantization: Entry['quantization']): Float32Array {
  if (stored === 'float32') return new Float32Array(buffer);
  if (stored === 'float16') return halfToFloat(new Uint16Array(buffer));
  const { min = 0, scale = 1 } = quantization!;
  const whole = stored === 'uint8' ? new Uint8Array(buffer) : new Uint16Array(buffer);
  return Float32Array.from(whole, (n) => n * scale + min);
}
