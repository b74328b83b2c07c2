import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvLine } from '@/lib/tables/write';
import { figure, median, quantile } from './figure';
import {
  dirtyQueries,
  missQueries,
  parcelQueries,
  type Query,
  roadQueries,
  writeJuso,
} from './generate-juso';

/**
 * Import and geocoding on the embedded database, file in and GeoJSON out, through the CLI as a user runs
 * it. Arguments: rows of the gazetteer (1,000,000), rows of each list (200,000), runs (3).
 */
const FOLDER = process.env.JARI_BENCH_DIR ?? join(tmpdir(), 'jari-bench');

const GENERATOR = new URL('./generate-juso.ts', import.meta.url);

export async function bench([
  rowsText = '1000000',
  countText = '200000',
  runsText = '3',
]: string[]): Promise<void> {
  const [rows, count, runs] = [rowsText, countText, runsText].map(Number) as [number, number, number];
  // Files made by another version of the generator would not hold what the lists ask for.
  const version = createHash('sha256').update(readFileSync(GENERATOR)).digest('hex').slice(0, 8);
  const dataDir = join(FOLDER, `data-${rows}-${version}`);
  const files = join(FOLDER, `juso-${rows}-${version}`);
  const environment = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' };

  if (!existsSync(join(files, 'done'))) {
    writeJuso(files, rows);
    writeFileSync(join(files, 'done'), '');
  }
  if (!existsSync(join(dataDir, 'done'))) {
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
    jari(environment, ['addresses', 'list']); // first start: initdb and the default gazetteer
    for (const [name, pattern] of [
      ['entrc', /^entrc_/],
      ['rnaddrkor + jibun', /^(jibun_)?rnaddrkor_/],
    ] as const) {
      const startedAt = performance.now();
      const { stdout } = jari(environment, ['addresses', 'import', ...matching(files, pattern)]);
      const seconds = (performance.now() - startedAt) / 1000;
      const [report] = JSON.parse(stdout) as { rows: number; seconds: number }[];
      figure(`import ${name}`, seconds, 's', { rows: report!.rows, without_start: report!.seconds });
    }
    writeFileSync(join(dataDir, 'done'), '');
  }

  const lists = { road: roadQueries, parcel: parcelQueries, dirty: dirtyQueries, miss: missQueries };
  for (const [name, make] of Object.entries(lists)) {
    const queries = make({ rows, count });
    const input = join(FOLDER, `${name}.csv`);
    const output = join(FOLDER, `${name}.geojson`);
    writeFileSync(
      input,
      csvLine(['id', 'address']) + queries.map(({ text }, i) => csvLine([i, text])).join(''),
    );
    const rates: number[] = [];
    for (let run = 0; run < runs; run++) {
      const { stderr } = jari(environment, ['geocode', input, '--address', 'address', '--out', output]);
      rates.push(Number(/([\d.]+) rows\/s/.exec(stderr)![1]));
      if (run === runs - 1) console.error(`${name}: ${stderr.trim()}`);
    }
    figure(`geocode ${name}`, median(rates), 'rows/s', {
      rows: count,
      runs: rates,
      ...accuracy(queries, output),
    });
  }
  await singleSearches(dataDir, [
    ...roadQueries({ rows, count: 2500 }),
    ...dirtyQueries({ rows, count: 2500 }),
  ]);
}

const matching = (folder: string, pattern: RegExp) =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));

function jari(env: NodeJS.ProcessEnv, args: string[]): { stdout: string; stderr: string } {
  const result = spawnSync(process.execPath, ['--import', 'tsx', 'workers/cli.ts', ...args], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0) throw new Error(`jari ${args.slice(0, 2).join(' ')} failed: ${result.stderr}`);
  return result;
}

/** Shares of what exists found within 1 m at its own number, and of confident answers that are over 100 m wrong. */
function accuracy(queries: readonly Query[], output: string): Record<string, number> {
  const features = readFileSync(output, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{"type":"Feature"'));
  let existing = 0;
  let exact = 0;
  let wrong = 0;
  features.forEach((line, i) => {
    const { geometry, properties } = JSON.parse(line.replace(/,$/, ''));
    const { expected } = queries[i]!;
    const confident = properties.jari_level === 'address' || properties.jari_level === 'parcel';
    const away =
      expected && geometry ? metresBetween(geometry.coordinates, [expected.lon, expected.lat]) : Infinity;
    if (expected) existing++;
    if (expected && confident && away <= 1) exact++;
    if (confident && away > 100) wrong++;
  });
  return { existing, exact_share: exact / Math.max(1, existing), confident_wrong: wrong };
}

function metresBetween([lon, lat]: [number, number], [otherLon, otherLat]: [number, number]): number {
  const x = (otherLon - lon) * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(x, otherLat - lat) * 111_195;
}

/** One text after another, as the search box and the API ask. */
async function singleSearches(dataDir: string, queries: readonly Query[]): Promise<void> {
  process.env.DATA_DIR = dataDir;
  const { geocodeText } = await import('@/lib/geocode/geocode');
  const { closeDatabase } = await import('@/lib/db/database');
  for (const { text } of queries.slice(0, 50)) await geocodeText(text);
  const times: number[] = [];
  for (const { text } of queries) {
    const startedAt = performance.now();
    await geocodeText(text);
    times.push(performance.now() - startedAt);
  }
  await closeDatabase();
  figure('search single', quantile(times, 0.99), 'ms p99', { median: median(times), searches: times.length });
}
