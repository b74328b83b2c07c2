import { transformer } from '@/lib/crs/transform';
import { editions } from '@/lib/gazetteer/datasets';
import { ANSWER_COLUMNS, answerProperties } from '@/lib/geocode/properties';
import { type GeocodedRow, geocodeTable } from '@/lib/geocode/table';
import type { JobContext } from '@/lib/jobs/kind';
import { layerColumns } from '@/lib/layers/columns';
import { addSource } from '@/lib/layers/store';
import type { AnswerValue, Counts, Feature } from '@/lib/layers/types';
import { columnNames } from '@/lib/tables/columns';
import { type ReadOptions, readTable } from '@/lib/tables/read';
import type { TableFormat, TableRow } from '@/lib/tables/types';
import { getUpload } from '@/lib/uploads/store';
import { type PourCheckpoint, pour } from './pour';
import { tableOf } from './preview';
import { readNumber } from './read-number';
import { POINT_COLUMNS, type TableJobInput } from './start';

interface Checkpoint extends PourCheckpoint {
  /** Columns of the widest row so far. */
  width: number;
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
 * Fills the layer of a table: every row is a feature, in order.
 * @throws Problem too-large, unreadable
 */
export async function fillLayer(context: JobContext<TableJobInput, Checkpoint>): Promise<Counts> {
  const { input, signal, checkpoint } = context;
  const { path } = tableOf(await getUpload(input.upload));
  const names = new Names(input.columns);
  let width = checkpoint?.width ?? input.columns.length;
  const options = { fromRow: (checkpoint?.row ?? 0) + 1, signal };
  const used = input.coordinates ? undefined : await editions();
  return pour(context, {
    layer: input.layer,
    chunks: input.coordinates
      ? placedTable(path, input.format, input.coordinates, names, options)
      : geocodedTable(path, input.format, input.address!, names, options),
    total: () => input.rowsEstimate,
    observe: ({ properties }) => {
      width = Math.max(width, Object.keys(properties).length);
    },
    kept: () => ({ width }),
    columns: () => layerColumns(names.of(width), input.coordinates ? POINT_COLUMNS : [...ANSWER_COLUMNS]),
    atEnd: async (client) => {
      if (used) await addSource(input.layer, { editions: used }, client);
    },
  });
}
