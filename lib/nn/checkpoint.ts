import { open, readFile, rename } from 'node:fs/promises';
import type { Value, Values } from './graph';
import { bytesOf } from './onnx/writer';
import type { Type } from './tensor';

/**
 * Checkpoints are files of the safetensors format (https://huggingface.co/docs/safetensors): eight bytes with the
 * length of a JSON header, the header with each tensor's type, shape and place, then the numbers. Python reads them.
 */
const TYPES: Record<Type, string> = { float32: 'F32', int32: 'I32', bool: 'BOOL' };
const ARRAYS = { F32: Float32Array, I32: Int32Array, BOOL: Uint8Array };
const ALIGNMENT = 8;

interface Entry {
  dtype: keyof typeof ARRAYS;
  shape: number[];
  data_offsets: [number, number];
}

export interface Checkpoint {
  values: Values;
  /** What else is needed to go on: epoch, state of the random numbers; anything JSON holds. */
  state: Record<string, unknown>;
}

/** The checkpoint's bytes, in parts. */
function encode({ values, state }: Checkpoint): Uint8Array[] {
  let end = 0;
  const header: Record<string, unknown> = { __metadata__: { state: JSON.stringify(state) } };
  for (const [name, { type, shape, data }] of values) {
    header[name] = { dtype: TYPES[type], shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const text = JSON.stringify(header);
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil(bytes.length / ALIGNMENT) * ALIGNMENT).fill(0x20);
  padded.set(bytes);
  const length = new BigUint64Array([BigInt(padded.length)]);
  return [bytesOf(length), padded, ...[...values.values()].map(({ data }) => bytesOf(data))];
}

/** Writes the file whole or not at all: whoever is killed on the way leaves the one before. */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const partial = `${path}.part`;
  const file = await open(partial, 'w');
  try {
    for (const bytes of encode(checkpoint)) await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
}

/** @throws Error when the file is not of the format. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) throw new Error('The checkpoint is cut off within its header.');
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const { __metadata__: metadata, ...entries } = header as Record<string, Entry> & {
    __metadata__?: { state?: string };
  };
  const values: Values = new Map();
  for (const [
    name,
    {
      dtype,
      shape,
      data_offsets: [start, end],
    },
  ] of Object.entries(entries)) {
    const part = new Uint8Array(bytes.subarray(8 + length + start, 8 + length + end));
    if (part.length !== end - start) throw new Error(`The checkpoint is cut off within "${name}".`);
    const type = (Object.keys(TYPES) as Type[]).find((type) => TYPES[type] === dtype);
    if (!type) throw new Error(`"${name}" has the type ${dtype}, which cannot be read.`);
    values.set(name, { type, shape, data: new ARRAYS[dtype](part.buffer) as Value['data'] });
  }
  return { values, state: JSON.parse(metadata?.state ?? '{}') };
}

/** The checkpoint of that path; undefined when there is none. */
export async function readCheckpoint(path: string): Promise<Checkpoint | undefined> {
  try {
    return decodeCheckpoint(await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
