import type { Geometry } from 'geojson';
import { type Queryable, query } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { type Selection, selectionSql } from './selection';
import { UUID } from './store';
import { assignPlaces } from './tiles/assign';
import type { Feature, Layer } from './types';

/** A point comes as two numbers, which is many times faster than its GeoJSON; the rest as GeoJSON. */
const COLUMNS = `n, properties, answer, status, level,
  case when geometrytype(geom) = 'POINT' and st_ndims(geom) = 2 then st_x(geom) end as lon,
  case when geometrytype(geom) = 'POINT' and st_ndims(geom) = 2 then st_y(geom) end as lat,
  case when geometrytype(geom) <> 'POINT' or st_ndims(geom) > 2 then st_asgeojson(geom) end as shape`;

type FeatureRow = Omit<Feature, 'geometry'> & {
  lon: number | null;
  lat: number | null;
  shape: string | null;
};

function fromRow({ lon, lat, shape, ...rest }: FeatureRow): Feature {
  const geometry: Geometry | null =
    lon !== null && lat !== null
      ? { type: 'Point', coordinates: [lon, lat] }
      : shape === null
        ? null
        : (JSON.parse(shape) as Geometry);
  return { ...rest, geometry };
}

const isPlainPoint = (geometry: Geometry | null) =>
  geometry?.type === 'Point' && geometry.coordinates.length === 2;

/** JSON on one line that PostgreSQL takes as jsonb: without NUL and without half surrogate pairs. */
export function jsonLine(value: unknown): string {
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
  const points = features.map(({ geometry }) =>
    isPlainPoint(geometry) ? (geometry as { coordinates: number[] }).coordinates : null,
  );
  const shapes = features.map(({ geometry }) =>
    geometry && !isPlainPoint(geometry) ? JSON.stringify(geometry) : '',
  );
  const places = await assignPlaces(layerId, features, client);
  await client.query(
    `insert into feature (layer_id, n, geom, properties, answer, status, level, zoom, cell)
     select $1::uuid, n,
       coalesce(st_setsrid(st_makepoint(lon, lat), 4326), st_setsrid(st_geomfromgeojson(nullif(g, '')), 4326)),
       p::jsonb, nullif(a, 'null')::jsonb, s, nullif(l, ''), z, c
     from rows from (
       unnest($2::int[]), unnest($3::float8[]), unnest($4::float8[]), string_to_table($9::text, E'\\n'),
       string_to_table($5::text, E'\\n'), string_to_table($6::text, E'\\n'),
       unnest($7::text[]), unnest($8::text[]), unnest($10::smallint[]), unnest($11::bigint[])
     ) as f (n, lon, lat, g, p, a, s, l, z, c)
     on conflict (layer_id, n) do update set geom = excluded.geom, properties = excluded.properties,
       answer = excluded.answer, status = excluded.status, level = excluded.level,
       zoom = excluded.zoom, cell = excluded.cell`,
    [
      layerId,
      features.map((feature) => feature.n),
      points.map((point) => point?.[0] ?? null),
      points.map((point) => point?.[1] ?? null),
      features.map((feature) => jsonLine(feature.properties)).join('\n'),
      features.map((feature) => jsonLine(feature.answer)).join('\n'),
      features.map((feature) => feature.status),
      features.map((feature) => feature.level ?? ''),
      shapes.join('\n'),
      places?.zooms ?? null,
      places?.cells ?? null,
    ],
  );
}

/** One feature by its row number. @throws Problem not-found */
export async function getFeature(layerId: string, n: number): Promise<Feature> {
  const [feature] = UUID.test(layerId)
    ? await query<FeatureRow>(`select ${COLUMNS} from feature where layer_id = $1 and n = $2`, [layerId, n])
    : [];
  if (!feature) throw new Problem('not-found', `Layer ${layerId} has no row ${n}.`);
  return fromRow(feature);
}

interface PageOptions extends Selection {
  /** Features a page. */
  size?: number;
  /** Only rows after this one. */
  after?: number;
}

/** The features of a layer in order, or those of a selection, in pages: constant memory, no cursor, no long transaction. */
export async function* featurePages(
  layer: Pick<Layer, 'id' | 'columns'>,
  { size = 2000, after = 0, ...selection }: PageOptions = {},
): AsyncGenerator<Feature[]> {
  const where = selectionSql(layer, selection, 4);
  for (let last = after; ; ) {
    const page = await query<FeatureRow>(
      `select ${COLUMNS} from feature
       where layer_id = $1 and n > $2 and (${where.sql}) order by n limit $3`,
      [layer.id, last, size, ...where.values],
    );
    if (page.length > 0) yield page.map(fromRow);
    if (page.length < size) return;
    last = page[page.length - 1]!.n;
  }
}
