import { open, readFile, rename } from 'node:fs/promises';
import type { Value, Values } from './graph';
import { floatToHalf, halfToFloat } from './half';
import { bytesOf } from './onnx/writer';
import type { Type } from './tensor';

/**
 * Checkpoints are files of the safetensors format (https://huggingface.co/docs/safetensors): eight bytes with the
 * length of a JSON header, the header with each tensor's type, shape and place, then the numbers. Python reads them.
 */
const TYPES: Record<Type, string> = { float32: 'F32', int32: 'I32', bool: 'BOOL' };
/** F16, which takes half the room, is read as 32-bit floats. */
const ARRAYS = { F32: Float32Array, F16: Uint16Array, I32: Int32Array, BOOL: Uint8Array };
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

/** The checkpoint's bytes, in parts. `half`: what is written with 16 bits a number. */
function encode({ values, state }: Checkpoint, half: (value: Value) => boolean): Uint8Array[] {
  let end = 0;
  const header: Record<string, unknown> = { __metadata__: { state: JSON.stringify(state) } };
  const parts: Uint8Array[] = [];
  for (const [name, value] of values) {
    const short = half(value);
    const bytes = bytesOf(short ? floatToHalf(value.data as Float32Array) : value.data);
    const dtype = short ? 'F16' : TYPES[value.type];
    header[name] = { dtype, shape: value.shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
    parts.push(bytes);
  }
  const text = JSON.stringify(header);
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil(bytes.length / ALIGNMENT) * ALIGNMENT).fill(0x20);
  padded.set(bytes);
  const length = new BigUint64Array([BigInt(padded.length)]);
  return [bytesOf(length), padded, ...parts];
}

/** Writes the file whole or not at all: whoever is killed on the way leaves the one before. */
export async function writeCheckpoint(
  path: string,
  checkpoint: Checkpoint,
  half: (value: Value) => boolean = () => false,
): Promise<void> {
  const partial = `${path}.part`;
  const file = await open(partial, 'w');
  try {
    for (const bytes of encode(checkpoint, half)) await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
}

function readHeader(bytes: Uint8Array) {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) throw new Error('The checkpoint is cut off within its header.');
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const { __metadata__: metadata, ...entries } = header as Record<string, Entry> & {
    __metadata__?: { state?: string };
  };
  return { start: 8 + length, state: JSON.parse(metadata?.state ?? '{}'), entries: Object.entries(entries) };
}

/** Where each tensor's numbers lie in the file, in bytes. */
export function placesIn(bytes: Uint8Array): Map<string, { half: boolean; offset: number; length: number }> {
  const { start, entries } = readHeader(bytes);
  return new Map(
    entries.map(
      ([
        name,
        {
          dtype,
          data_offsets: [from, to],
        },
      ]) => [name, { half: dtype === 'F16', offset: start + from, length: to - from }],
    ),
  );
}

/** @throws Error when the file is not of the format. */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { start, state, entries } = readHeader(bytes);
  const values: Values = new Map();
  for (const [name, { dtype, shape, data_offsets: place }] of entries) {
    const part = new Uint8Array(bytes.subarray(start + place[0], start + place[1]));
    if (part.length !== place[1] - place[0]) throw new Error(`The checkpoint is cut off within "${name}".`);
    if (dtype === 'F16') {
      values.set(name, { type: 'float32', shape, data: halfToFloat(new Uint16Array(part.buffer)) });
      continue;
    }
    const type = (Object.keys(TYPES) as Type[]).find((type) => TYPES[type] === dtype);
    if (!type) throw new Error(`"${name}" has the type ${dtype}, which cannot be read.`);
    values.set(name, { type, shape, data: new ARRAYS[dtype](part.buffer) as Value['data'] });
  }
  return { values, state };
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
