import { Problem } from '@/lib/problems';
import { numberIn } from './columns';
import { Kept } from './kept';
import type { Searching } from './rows';
import { scan } from './scan';
import { histogram, joined } from './statistics';
import { getLayer } from './store';
import { type Classes, classify } from './style/classify/all';
import type { Method } from './style/classify/method';
import type { Column, Layer } from './types';

/** What colours by attribute are made of: the values of a column, and its numbers in classes. */

export interface ColumnValues {
  column: string;
  rows: number;
  /** Values that differ, without the empty one. */
  unique: number;
  /** The most frequent first; null: empty. */
  values: { value: string | null; count: number }[];
}

export interface ColumnClasses extends Classes {
  column: string;
  /** Rows without a number. */
  missing: number;
  histogram: { from: number; to: number; count: number }[];
}

interface Held {
  counts: Map<string, number>;
  /** Ascending. */
  numbers: Float64Array;
  empty: number;
  rows: number;
}

const kept = new Kept<Held>(
  'values',
  { bytes: 128 * 1024 * 1024, results: 50 },
  ({ counts, numbers }) => counts.size * 100 + numbers.byteLength,
);

/** A number as the map writes it, so that the same one written in two ways is one value. */
const drawnText = (text: string, { type }: Column) => {
  const number = type === 'text' ? null : numberIn(text);
  return number === null ? text : String(number);
};

async function read(
  layer: Layer,
  column: Column,
  stop: AbortSignal,
  report: (done: number) => void,
): Promise<Held> {
  const counts = new Map<string, number>();
  const parts: Float64Array[] = [];
  let [empty, rows] = [0, 0];
  for await (const { texts, done } of scan(layer, {}, column, stop)) {
    rows += texts.length;
    const numbers: number[] = [];
    for (const text of texts) {
      if (text === null || text === '') {
        empty++;
        continue;
      }
      const drawn = drawnText(text, column);
      counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
      const number = numberIn(text);
      if (number !== null) numbers.push(number);
    }
    parts.push(Float64Array.from(numbers));
    report(done);
  }
  return { counts, numbers: joined(parts).sort(), empty, rows };
}

async function held(
  layerId: string,
  name: string,
  wait?: number,
): Promise<{ column: Column; got: Held } | Searching> {
  const layer = await getLayer(layerId);
  const column = layer.columns.find((column) => column.name === name);
  if (!column)
    throw new Problem('bad-request', `The layer has no column "${name}".`, { parameter: 'column' });
  const key = JSON.stringify([layer.id, layer.revision, column.name, column.type]);
  const got = await kept.get(key, (stop, report) => read(layer, column, stop, report), wait);
  return 'result' in got ? { column, got: got.result } : { searching: got.done };
}

/**
 * The values of a column with how often each comes, the most frequent first.
 * @param wait milliseconds; the share that is done is answered where that is too short (for ever when absent)
 * @throws Problem not-found, bad-request
 */
export async function columnValues(
  layerId: string,
  { column: name, limit = 50, wait }: { column: string; limit?: number; wait?: number },
): Promise<ColumnValues | Searching> {
  const found = await held(layerId, name, wait);
  if ('searching' in found) return found;
  const { counts, empty, rows } = found.got;
  const values: ColumnValues['values'] = Array.from(counts, ([value, count]) => ({ value, count }));
  if (empty > 0) values.push({ value: null, count: empty });
  values.sort((a, b) => b.count - a.count || ((a.value ?? '') < (b.value ?? '') ? -1 : 1));
  return { column: name, rows, unique: counts.size, values: values.slice(0, limit) };
}

/**
 * The numbers of a column in classes.
 * @throws Problem not-found; bad-request for a column without numbers
 */
export async function columnClasses(
  layerId: string,
  asked: { column: string; method: Method['name']; count: number; wait?: number },
): Promise<ColumnClasses | Searching> {
  const found = await held(layerId, asked.column, asked.wait);
  if ('searching' in found) return found;
  const { numbers, rows, empty } = found.got;
  // Text in which a number turns up now and then is text.
  if (numbers.length === 0 || numbers.length < (rows - empty) / 2) {
    throw new Problem('bad-request', `The column "${asked.column}" has no numbers to make classes of.`, {
      parameter: 'column',
    });
  }
  return {
    column: asked.column,
    ...(await classify(numbers, asked.method, asked.count)),
    missing: rows - numbers.length,
    histogram: histogram(numbers, found.column.type === 'integer'),
  };
}
