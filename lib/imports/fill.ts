import { transformer } from '@/lib/crs/transform';
import { editions } from '@/lib/gazetteer/datasets';
import { ANSWER_COLUMNS, answerProperties } from '@/lib/geocode/properties';
import { type GeocodedRow, geocodeTable } from '@/lib/geocode/table';
import type { JobContext } from '@/lib/jobs/kind';
import { ColumnTypes, layerColumns, type SeenTypes } from '@/lib/layers/columns';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { addSource } from '@/lib/layers/store';
import type { AnswerValue, Counts, Feature } from '@/lib/layers/types';
import { columnNames } from '@/lib/tables/columns';
import { type ReadOptions, readTable } from '@/lib/tables/read';
import type { TableFormat, TableRow } from '@/lib/tables/types';
import { getUpload } from '@/lib/uploads/store';
import { tableOf } from './preview';
import { POINT_COLUMNS, type TableJobInput } from './start';

interface Checkpoint {
  /** Last row committed. */
  row: number;
  /** Columns of the widest row so far. */
  width: number;
  types: SeenTypes;
  counts: Record<string, number>;
}

/** Names of a row's values; the names of wider rows are made once. */
class Names {
  private byWidth = new Map<number, string[]>();

  constructor(private readonly columns: string[]) {}

  of(width: number): string[] {
    if (width <= this.columns.length) return this.columns;
    let names = this.byWidth.get(width);
    if (!names) {
      names = columnNames(this.columns, width);
      this.byWidth.set(width, names);
    }
    return names;
  }
}

function userValues({ values }: TableRow, names: Names): Record<string, string> {
  const columns = names.of(values.length);
  const properties: Record<string, string> = {};
  for (let i = 0; i < values.length; i++) properties[columns[i]!] = values[i]!;
  return properties;
}

function withoutNulls(values: Record<string, AnswerValue>): Record<string, AnswerValue> {
  const kept: Record<string, AnswerValue> = {};
  for (const name in values) if (values[name] !== null) kept[name] = values[name]!;
  return kept;
}

function geocodedFeature({ row, answer }: GeocodedRow, names: Names): Feature {
  const { status, match } = answer;
  return {
    n: row.n,
    geometry: match ? { type: 'Point', coordinates: [match.lon, match.lat] } : null,
    properties: userValues(row, names),
    answer: withoutNulls(answerProperties(answer)),
    status,
    level: match?.level ?? null,
  };
}

/** A number as tables write it: thousands may be parted by commas, the decimal sign is a point. */
function readNumber(text: string | undefined): number {
  const plain = (text ?? '')
    .trim()
    .replace(/^([+-]?\d{1,3}(?:,\d{3})+)(?=$|\.)/, (whole) => whole.replaceAll(',', ''));
  return plain === '' ? Number.NaN : Number(plain);
}

function placedFeature(
  row: TableRow,
  { x, y, crs }: NonNullable<TableJobInput['coordinates']>,
  names: Names,
): Feature {
  const feature = { n: row.n, geometry: null, properties: userValues(row, names), level: null };
  const at = [readNumber(row.values[x]), readNumber(row.values[y])] as const;
  const empty = !row.values[x]?.trim() && !row.values[y]?.trim();
  if (empty)
    return { ...feature, status: 'skipped', answer: { jari_status: 'skipped', jari_reason: 'empty' } };
  try {
    const [lon, lat] = transformer(crs)(...at);
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) throw new Error('outside');
    const geometry = { type: 'Point' as const, coordinates: [lon, lat] };
    return { ...feature, geometry, status: 'ok', answer: { jari_status: 'ok' } };
  } catch {
    return { ...feature, status: 'error', answer: { jari_status: 'error', jari_reason: 'bad_coordinates' } };
  }
}

async function* placedTable(
  path: string,
  format: TableFormat,
  coordinates: NonNullable<TableJobInput['coordinates']>,
  names: Names,
  options: ReadOptions,
): AsyncGenerator<Feature[]> {
  for await (const rows of readTable(path, format, options)) {
    yield rows.map((row) => placedFeature(row, coordinates, names));
  }
}

async function* geocodedTable(
  path: string,
  format: TableFormat,
  address: number[],
  names: Names,
  options: ReadOptions,
): AsyncGenerator<Feature[]> {
  for await (const rows of geocodeTable(path, format, address, options)) {
    yield rows.map((row) => geocodedFeature(row, names));
  }
}

/**
 * Fills the layer of an import chunk by chunk: every row of the table is a feature, in order. A job that
 * was interrupted goes on after the last committed row. While one chunk is written, the next is read.
 * @throws Problem too-large, unreadable
 */
export async function fillLayer(context: JobContext<TableJobInput, Checkpoint>): Promise<Counts> {
  const { input, signal } = context;
  const { path } = tableOf(await getUpload(input.upload));
  const names = new Names(input.columns);
  const types = new ColumnTypes(context.checkpoint?.types);
  const counts = { ...context.checkpoint?.counts };
  let row = context.checkpoint?.row ?? 0;
  let width = context.checkpoint?.width ?? input.columns.length;
  const options = { fromRow: row + 1, signal };
  const chunks = input.coordinates
    ? placedTable(path, input.format, input.coordinates, names, options)
    : geocodedTable(path, input.format, input.address!, names, options);

  const used = input.coordinates ? undefined : await editions();

  const progress = () => ({ done: row, total: Math.max(row, input.rowsEstimate), counts: { ...counts } });
  context.progress(progress());
  let writing: Promise<void> = Promise.resolve();
  for await (const features of chunks) {
    if (features.length === 0) continue;
    for (const feature of features) {
      types.observe(feature.properties, feature.answer);
      counts[feature.status] = (counts[feature.status] ?? 0) + 1;
      width = Math.max(width, Object.keys(feature.properties).length);
    }
    row = features.at(-1)!.n;
    const checkpoint: Checkpoint = {
      row,
      width,
      types: structuredClone(types.seen),
      counts: { ...counts },
    };
    const shown = progress();
    await writing;
    writing = context.commit((client) => appendFeatures(input.layer, features, client), checkpoint, shown);
    writing.catch(() => {}); // thrown where it is awaited
  }
  await writing;

  const keys = input.coordinates ? POINT_COLUMNS : [...ANSWER_COLUMNS];
  const columns = types.apply(layerColumns(names.of(width), keys));
  const last: Checkpoint = { row, width, types: types.seen, counts };
  let summed: Counts | undefined;
  await context.commit(
    async (client) => {
      summed = await finishLayer(input.layer, columns, client);
      if (used) await addSource(input.layer, { editions: used }, client);
    },
    last,
    { done: row, total: row, counts },
  );
  return summed!;
}
