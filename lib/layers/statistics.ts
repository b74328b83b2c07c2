import { Problem } from '@/lib/problems';
import { numberIn } from './columns';
import type { Filter } from './filter';
import { Kept } from './kept';
import type { Searching } from './rows';
import { scan } from './scan';
import { getLayer } from './store';
import type { Column, ColumnType, Layer } from './types';

/** Figures of a column of numbers. */
export interface NumberFigures {
  min: number;
  max: number;
  mean: number;
  median: number;
  sum: number;
  /** Of a sample (divided by the count less one); null for a single value. */
  deviation: number | null;
  /** How many values lie in each of equally wide bins; the last one holds its upper edge too. */
  histogram: { from: number; to: number; count: number }[];
}

export interface Statistics {
  column: string;
  type: ColumnType;
  /** Rows that pass the filter. */
  rows: number;
  empty: number;
  unique: number;
  /** The most frequent values, at most 20. */
  top: { value: string; count: number }[];
  /** Absent for text, and where no row has a number. */
  numbers?: NumberFigures;
}

const TOP = 20;
const BINS = 20;

/** Sum without the drift of a million roundings (Neumaier). */
export function exactSum(values: Float64Array): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** How many numbers lie in each of equally wide bins. @param sorted ascending */
export function histogram(sorted: Float64Array, whole: boolean): NumberFigures['histogram'] {
  const [min, max] = [sorted[0]!, sorted.at(-1)!];
  // Numbers so near, or so far, that a twentieth of their range is no number have one bin.
  const part = (max - min) / BINS;
  if (part === 0 || part === Number.POSITIVE_INFINITY) return [{ from: min, to: max, count: sorted.length }];
  // Whole numbers of a small range have a bin each.
  const bins = whole && max - min < BINS ? max - min + 1 : BINS;
  const width = whole && max - min < BINS ? 1 : part;
  const counts = Array.from({ length: bins }, (_, i) => ({
    from: min + i * width,
    to: i === bins - 1 && width !== 1 ? max : min + (i + 1) * width,
    count: 0,
  }));
  for (const value of sorted) counts[Math.min(bins - 1, Math.floor((value - min) / width))]!.count++;
  return counts;
}

/** Figures of numbers; the array is sorted on the way. */
export function numberFigures(values: Float64Array, whole: boolean): NumberFigures | undefined {
  const count = values.length;
  if (count === 0) return undefined;
  values.sort();
  const sum = exactSum(values);
  const mean = sum / count;
  const squares = exactSum(values.map((value) => (value - mean) ** 2));
  const middle = count >> 1;
  return {
    min: values[0]!,
    max: values[count - 1]!,
    mean,
    median: count % 2 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2,
    sum,
    deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : null,
    histogram: histogram(values, whole),
  };
}

export function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

async function compute(
  layer: Layer,
  column: Column,
  filter: Filter,
  stop: AbortSignal,
  report: (done: number) => void,
): Promise<Statistics> {
  const counts = new Map<string, number>();
  const parts: Float64Array[] = [];
  let rows = 0;
  let empty = 0;
  for await (const { texts, done } of scan(layer, filter, column, stop)) {
    rows += texts.length;
    const numbers: number[] = [];
    for (const text of texts) {
      if (text === null || text === '') {
        empty++;
        continue;
      }
      counts.set(text, (counts.get(text) ?? 0) + 1);
      const number = column.type === 'text' ? null : numberIn(text);
      if (number !== null) numbers.push(number);
    }
    parts.push(Float64Array.from(numbers));
    report(done);
  }
  const figures = numberFigures(joined(parts), column.type === 'integer');
  return {
    column: column.name,
    type: column.type,
    rows,
    empty,
    unique: counts.size,
    top: mostFrequent(counts),
    ...(figures ? { numbers: figures } : {}),
  };
}

/** The first of the values by count, then by text; without sorting a million of them. */
function mostFrequent(counts: Map<string, number>): Statistics['top'] {
  const before = (a: Statistics['top'][number], b: Statistics['top'][number]) =>
    b.count - a.count || (a.value < b.value ? -1 : 1);
  let best: Statistics['top'] = [];
  let least = 0;
  for (const [value, count] of counts) {
    if (count < least) continue;
    best.push({ value, count });
    if (best.length < 50 * TOP) continue;
    best = best.sort(before).slice(0, TOP);
    least = best.at(-1)!.count;
  }
  return best.sort(before).slice(0, TOP);
}

const kept = new Kept<Statistics>('statistics', { bytes: 8 * 1024 * 1024, results: 500 }, () => 4096);

/**
 * Counts and figures of one column over the rows that pass a filter.
 * @param wait milliseconds; the share that is done is answered where that is too short (for ever when absent)
 * @throws Problem not-found, bad-request
 */
export async function columnStatistics(
  layerId: string,
  { column: name, filter = {}, wait }: { column: string; filter?: Filter; wait?: number },
): Promise<Statistics | Searching> {
  const layer = await getLayer(layerId);
  const column = layer.columns.find((column) => column.name === name);
  if (!column) {
    throw new Problem('bad-request', `The layer has no column "${name}".`, { parameter: 'column' });
  }
  const key = JSON.stringify([layer.id, layer.revision, name, filter]);
  const got = await kept.get(key, (stop, report) => compute(layer, column, filter, stop, report), wait);
  return 'result' in got ? got.result : { searching: got.done };
}
