import pg from 'pg';
import { figure, median, quantile } from './figure';
import type { TileAt } from './map-walk';

/** Queries at a time, as for our own server. */
const AT_ONCE = 6;

/**
 * PostGIS on a native server makes the same tiles of the same points with ST_AsMVT: all points of a tile, as it
 * is usually written, and thinned out as ours are. Only the making; no web server stands before it.
 */
export async function peerTiles(
  url: string,
  points: number,
  tiles: readonly TileAt[],
  ourMedian: number,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: AT_ONCE });
  try {
    await fill(pool, points);
    for (const [name, where] of [
      ['all points', ''],
      ['thinned', 'and zoom <= $1'],
    ] as const) {
      const times = await ask(pool, tiles, where);
      figure(`peer: ST_AsMVT, ${name}`, quantile(times, 0.95), 'ms p95', {
        median: median(times),
        max: Math.max(...times),
        ours_by_peer_median: ourMedian / median(times),
      });
    }
  } finally {
    await pool.end();
  }
}

async function fill(pool: pg.Pool, points: number): Promise<void> {
  await pool.query('create extension if not exists postgis');
  const { rows } = await pool.query(`select to_regclass('bench_points') is not null as there`);
  if (rows[0].there) {
    const { rows: counted } = await pool.query('select count(*)::int as n from bench_points');
    if (counted[0].n === points) return;
    await pool.query('drop table bench_points');
  }
  await pool.query(
    'create table bench_points (n integer primary key, geom geometry(Point, 3857), status text, level text, label text, zoom smallint)',
  );
  const { benchPoints } = await import('./map-layer');
  for (const chunk of benchPoints(points)) {
    await pool.query(
      `insert into bench_points
       select n, st_transform(st_setsrid(st_makepoint(lon, lat), 4326), 3857), 'ok', level, label, zoom
       from unnest($1::int[], $2::float8[], $3::float8[], $4::text[], $5::text[], $6::smallint[])
         as u (n, lon, lat, level, label, zoom)`,
      [
        chunk.map(({ n }) => n),
        chunk.map(({ lon }) => lon),
        chunk.map(({ lat }) => lat),
        chunk.map(({ level }) => level),
        chunk.map(({ label }) => label),
        chunk.map(({ zoom }) => zoom),
      ],
    );
  }
  await pool.query('create index on bench_points using gist (geom)');
  await pool.query('vacuum analyze bench_points');
}

async function ask(pool: pg.Pool, tiles: readonly TileAt[], where: string): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < tiles.length) {
      const { z, x, y } = tiles[next++]!;
      const startedAt = performance.now();
      await pool.query(
        `select st_asmvt(t, 'features', 4096, 'mvt', 'n') from (
           select n, status, level, label, st_asmvtgeom(geom, st_tileenvelope($1, $2, $3), 4096, 64) as mvt
           from bench_points where geom && st_tileenvelope($1, $2, $3, margin => 64.0 / 4096) ${where}) t`,
        [z, x, y],
      );
      times.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return times;
}
