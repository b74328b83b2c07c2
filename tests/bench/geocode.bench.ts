import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvLine } from '@/lib/tables/write';
import { figure, median, quantile } from './figure';
import { FOLDER, jari, preparedGazetteer } from './gazetteer';
import { dirtyQueries, missQueries, parcelQueries, type Query, roadQueries } from './generate-juso';

/**
 * Import and geocoding on the embedded database, file in and GeoJSON out, through the CLI as a user runs
 * it. Arguments: rows of the gazetteer (1,000,000), rows of each list (200,000), runs (3).
 */
export async function bench([
  rowsText = '1000000',
  countText = '200000',
  runsText = '3',
]: string[]): Promise<void> {
  const [rows, count, runs] = [rowsText, countText, runsText].map(Number) as [number, number, number];
  const environment = preparedGazetteer(rows);

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
  await singleSearches(environment.DATA_DIR!, [
    ...roadQueries({ rows, count: 2500 }),
    ...dirtyQueries({ rows, count: 2500 }),
  ]);
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
