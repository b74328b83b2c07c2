import type { Geometry } from 'geojson';
import { type Queryable, query, transaction } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { finishLayer } from './finish';
import { UUID } from './store';
import type { AnswerValue, Column, Counts, Layer } from './types';

/** New answers for rows that have one already: where a row lies and how it ended, never what it holds. */

export const CORRECTED_BY = ['text', 'candidate', 'map'] as const;

export interface Correction {
  by: (typeof CORRECTED_BY)[number];
  /** The address as it was written anew. */
  text?: string;
  /** When, as ISO 8601. */
  at: string;
  /** What stood there before the first correction, for the way back. */
  before: Omit<NewAnswer, 'n' | 'correction'>;
}

export interface NewAnswer {
  n: number;
  /** Longitude, latitude in degrees. */
  geometry: Geometry | null;
  answer: Record<string, AnswerValue>;
  status: string;
  level: string | null;
  correction: Correction | null;
}

/** Replaces the answers of rows; counts and revision of the layer are the caller's to renew. */
export async function writeAnswers(layerId: string, answers: NewAnswer[], client: Queryable): Promise<void> {
  await client.query(
    `update feature f set geom = st_setsrid(st_geomfromgeojson(g), 4326), answer = a::jsonb, status = s,
       level = l, correction = c::jsonb
     from rows from (unnest($2::int[]), unnest($3::text[]), unnest($4::text[]), unnest($5::text[]),
       unnest($6::text[]), unnest($7::text[])) as u (n, g, a, s, l, c)
     where f.layer_id = $1 and f.n = u.n`,
    [
      layerId,
      answers.map(({ n }) => n),
      answers.map(({ geometry }) => (geometry ? JSON.stringify(geometry) : null)),
      answers.map(({ answer }) => JSON.stringify(answer)),
      answers.map(({ status }) => status),
      answers.map(({ level }) => level),
      answers.map(({ correction }) => (correction ? JSON.stringify(correction) : null)),
    ],
  );
}

export type StandingAnswer = NewAnswer & { properties: Record<string, unknown> };

/** The answers of rows as they stand, in the order of the rows. */
export async function getAnswers(layerId: string, numbers: number[]): Promise<StandingAnswer[]> {
  if (!UUID.test(layerId)) return [];
  return query<StandingAnswer>(
    `select n, st_asgeojson(geom)::jsonb as geometry, properties, coalesce(answer, '{}') as answer, status,
       level, correction
     from feature where layer_id = $1 and n = any($2) order by n`,
    [layerId, numbers],
  );
}

/** One row's answer. @throws Problem not-found */
export async function getAnswer(layerId: string, n: number): Promise<StandingAnswer> {
  const [row] = await getAnswers(layerId, [n]);
  if (!row) throw new Problem('not-found', `Layer ${layerId} has no row ${n}.`);
  return row;
}

function moved(counts: Record<string, number>, from: string | null, to: string | null): void {
  if (from !== null) counts[from] = Math.max(0, (counts[from] ?? 0) - 1);
  if (from !== null && counts[from] === 0) delete counts[from];
  if (to !== null) counts[to] = (counts[to] ?? 0) + 1;
}

/**
 * Replaces the answer of one row and brings the layer's counts, extent, columns and revision along, without
 * reading its other rows.
 * @param columns the layer's, where the answer has more parts than before
 */
export async function replaceAnswer(
  layerId: string,
  before: Pick<NewAnswer, 'status' | 'level' | 'geometry'>,
  after: NewAnswer,
  columns: Column[] | null,
): Promise<void> {
  await transaction(async (client) => {
    const { rows } = await client.query('select counts, extent from layer where id = $1 for update', [
      layerId,
    ]);
    const { counts, extent } = rows[0] as { counts: Counts; extent: Layer['extent'] };
    moved(counts.status, before.status, after.status);
    moved(counts.level, before.level, after.level);
    const more = (after.geometry ? 1 : 0) - (before.geometry ? 1 : 0);
    counts.geometry.point += more;
    counts.vertices += more;
    await writeAnswers(layerId, [after], client);
    await client.query(
      `update layer set counts = $2, extent = $3, columns = coalesce($4, columns), revision = revision + 1
       where id = $1`,
      [
        layerId,
        JSON.stringify(counts),
        withPoint(extent, after.geometry),
        columns ? JSON.stringify(columns) : null,
      ],
    );
  });
}

function withPoint(extent: Layer['extent'], geometry: Geometry | null): Layer['extent'] {
  if (geometry?.type !== 'Point') return extent;
  const [lon, lat] = geometry.coordinates as [number, number];
  if (!extent) return [lon, lat, lon, lat];
  const [west, south, east, north] = extent;
  return [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)];
}

/** Rows that are to be looked at by a person, by what they lack. */
export const QUEUES = {
  not_found: { status: ['not_found', 'error'], level: [] },
  ambiguous: { status: ['ambiguous'], level: [] },
  coarse: { status: [], level: ['road', 'legal_dong', 'district', 'province'] },
  near: { status: [], level: ['near'] },
} satisfies Record<string, { status: string[]; level: string[] }>;

export type QueueName = keyof typeof QUEUES;

/** Numbers of the rows in some queues that nobody has put right yet, in order. */
export async function queued(
  layerId: string,
  queues: QueueName[],
  { after = 0, limit = 100 }: { after?: number; limit?: number } = {},
): Promise<number[]> {
  const rows = await query<{ n: number }>(
    `select n from feature
     where layer_id = $1 and n > $2 and correction is null and (status = any($3) or (status = 'ok' and level = any($4)))
     order by n limit $5`,
    [
      layerId,
      after,
      queues.flatMap((name) => QUEUES[name].status),
      queues.flatMap((name) => QUEUES[name].level),
      limit,
    ],
  );
  return rows.map(({ n }) => n);
}

/** How many rows each queue holds. */
export async function queueLengths(layerId: string): Promise<Record<QueueName, number>> {
  const names = Object.keys(QUEUES) as QueueName[];
  const rows = await query<{ status: string; level: string | null; rows: number }>(
    `select status, level, count(*)::int as rows from feature
     where layer_id = $1 and correction is null and (status = any($2) or (status = 'ok' and level = any($3)))
     group by status, level`,
    [layerId, names.flatMap((name) => QUEUES[name].status), names.flatMap((name) => QUEUES[name].level)],
  );
  const holds = (name: QueueName, status: string, level: string | null) => {
    const queue: { status: string[]; level: string[] } = QUEUES[name];
    return status === 'ok' ? queue.level.includes(level ?? '') : queue.status.includes(status);
  };
  return Object.fromEntries(
    names.map((name) => [
      name,
      rows.reduce((sum, { status, level, rows: n }) => sum + (holds(name, status, level) ? n : 0), 0),
    ]),
  ) as Record<QueueName, number>;
}

/** Counts a layer anew after many of its answers were replaced. */
export const recount = (layer: Layer, client: Queryable): Promise<Counts> =>
  finishLayer(layer.id, layer.columns, client);
