import { type Queryable, query } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { getLayer, UUID } from './store';
import type { Feature, Layer } from './types';

const COLUMNS = 'n, st_x(geom) as lon, st_y(geom) as lat, properties, answer, status, level';

/** JSON on one line that PostgreSQL takes as jsonb: without NUL and without half surrogate pairs. */
function jsonLine(value: unknown): string {
  const json = JSON.stringify(value);
  return /\\u(0000|d[89a-f])/i.test(json) ? JSON.stringify(value, (_, cell) => clean(cell)) : json;
}

function clean(cell: unknown): unknown {
  return typeof cell === 'string'
    ? Buffer.from(cell.replaceAll('\u0000', '\ufffd'), 'utf8').toString('utf8')
    : cell;
}

/**
 * Writes features of one layer, thousands at once. A feature whose (layer, n) exists replaces it, so a
 * chunk that is written twice counts once. (One text with a line a feature arrives half again as fast as
 * one JSON array, and twice as fast as arrays of text.)
 * @param client inside the transaction that also keeps the job's checkpoint
 */
export async function appendFeatures(layerId: string, features: Feature[], client: Queryable): Promise<void> {
  if (features.length === 0) return;
  await client.query(
    `insert into feature (layer_id, n, geom, properties, answer, status, level)
     select $1::uuid, n, st_setsrid(st_makepoint(lon, lat), 4326), p::jsonb, nullif(a, 'null')::jsonb, s, nullif(l, '')
     from rows from (
       unnest($2::int[]), unnest($3::float8[]), unnest($4::float8[]),
       string_to_table($5::text, E'\\n'), string_to_table($6::text, E'\\n'),
       unnest($7::text[]), unnest($8::text[])
     ) as f (n, lon, lat, p, a, s, l)
     on conflict (layer_id, n) do update set geom = excluded.geom, properties = excluded.properties,
       answer = excluded.answer, status = excluded.status, level = excluded.level`,
    [
      layerId,
      features.map((feature) => feature.n),
      features.map((feature) => feature.lon),
      features.map((feature) => feature.lat),
      features.map((feature) => jsonLine(feature.properties)).join('\n'),
      features.map((feature) => jsonLine(feature.answer)).join('\n'),
      features.map((feature) => feature.status),
      features.map((feature) => feature.level ?? ''),
    ],
  );
}

/** One feature by its row number. @throws Problem not-found */
export async function getFeature(layerId: string, n: number): Promise<Feature> {
  const [feature] = UUID.test(layerId)
    ? await query<Feature>(`select ${COLUMNS} from feature where layer_id = $1 and n = $2`, [layerId, n])
    : [];
  if (!feature) throw new Problem('not-found', `Layer ${layerId} has no row ${n}.`);
  return feature;
}

/** All features of a layer in order, in pages: constant memory, no cursor, no long transaction. */
export async function* featurePages(layerId: string, size = 2000): AsyncGenerator<Feature[]> {
  for (let after = 0; ; ) {
    const page = await query<Feature>(
      `select ${COLUMNS} from feature where layer_id = $1 and n > $2 order by n limit $3`,
      [layerId, after, size],
    );
    if (page.length > 0) yield page;
    if (page.length < size) return;
    after = page[page.length - 1]!.n;
  }
}

interface SlimFeature {
  n: number;
  lon: number;
  lat: number;
  status: string;
  level: string | null;
  /** Text of the label column; '' where there is none. */
  label: string;
}

/** The features that have a place, with nothing but what the map draws, in pages. */
export async function* slimPages(layer: Layer, size = 5000): AsyncGenerator<SlimFeature[]> {
  const label = layer.columns.find(({ name }) => name === layer.style.label.column);
  const text = label?.key ? 'answer->>$4' : 'properties->>$4';
  for (let after = 0; ; ) {
    const page = await query<SlimFeature>(
      `select n, st_x(geom) as lon, st_y(geom) as lat, status, level, coalesce(${text}, '') as label
       from feature where layer_id = $1 and n > $2 and geom is not null order by n limit $3`,
      [layer.id, after, size, label?.key ?? label?.name ?? ''],
    );
    if (page.length > 0) yield page;
    if (page.length < size) return;
    after = page[page.length - 1]!.n;
  }
}

export interface RowFilter {
  status?: string;
  level?: string;
  /** Text that some value of the row contains, in any case. */
  q?: string;
  offset?: number;
  limit?: number;
}

/** Counting goes no further than this: a search for "a" must not read a million rows. */
const COUNT_LIMIT = 10_000;

export interface RowPage {
  rows: Feature[];
  /** Rows that pass the filter. */
  total: number;
  /** `total` is exact; else there are at least that many. */
  exact: boolean;
}

/** One page of the layer's table. @throws Problem not-found */
export async function rowPage(layerId: string, filter: RowFilter): Promise<RowPage> {
  const layer = await getLayer(layerId);
  const where = [
    'layer_id = $1',
    '($2::text is null or status = $2)',
    '($3::text is null or level = $3)',
    `($4::text is null or exists (select 1 from jsonb_each_text(properties) v where v.value ilike $4)
       or exists (select 1 from jsonb_each_text(answer) v where v.value ilike $4))`,
  ].join(' and ');
  const pattern = filter.q ? `%${filter.q.replace(/[\\%_]/g, '\\$&')}%` : null;
  const values = [layerId, filter.status ?? null, filter.level ?? null, pattern];
  const rows = await query<Feature>(
    `select ${COLUMNS} from feature where ${where} order by n offset $5 limit $6`,
    [...values, filter.offset ?? 0, filter.limit ?? 100],
  );
  if (layer.state === 'ready' && !pattern && !(filter.status && filter.level)) {
    const { counts } = layer;
    const total = filter.status
      ? (counts.status[filter.status] ?? 0)
      : filter.level
        ? (counts.level[filter.level] ?? 0)
        : counts.rows;
    return { rows, total, exact: true };
  }
  const [count] = await query<{ count: number }>(
    `select count(*)::int as count from (select 1 from feature where ${where} limit ${COUNT_LIMIT}) some_rows`,
    values,
  );
  return { rows, total: count!.count, exact: count!.count < COUNT_LIMIT };
}
