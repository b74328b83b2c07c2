import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { answerNames, featureMaker, lineValues } from '@/lib/geocode/feature';
import { findColumns } from '@/lib/geocode/roles';
import { type GeocodedRow, geocodeTable } from '@/lib/geocode/table';
import { LEVELS } from '@/lib/geocode/types';
import { writeFeatureCollection, writeSequence } from '@/lib/geojson/write';
import { sniffTable } from '@/lib/tables/sniff';
import { BOM, csvLine } from '@/lib/tables/write';
import { type Command, parseWords, UsageError } from './command';
import { writeWhole } from './output';
import { prepareDatabase } from './prepare';

const POINTS = ['entrance', 'centroid'] as const;
const FORMATS = ['geojson', 'geojsonseq', 'csv'] as const;

const OPTIONS = {
  address: { type: 'string' },
  encoding: { type: 'string' },
  point: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
} as const;

export const geocode: Command = {
  usage:
    'geocode FILE [--address COL[,COL]] [--encoding E] [--point entrance|centroid] [--format geojson|geojsonseq|csv] [--out PATH]',
  about: 'Geocodes an address list',
  async run(argv) {
    const { values: options, positionals } = parseWords(argv, OPTIONS);
    const [path] = positionals;
    if (positionals.length !== 1 || !path) throw new UsageError(`Give one file: jari ${this.usage}`);
    const format = FORMATS.find((name) => name === (options.format ?? 'geojson'));
    if (!format) throw new UsageError(`--format is ${FORMATS.join(', ')}; got "${options.format}".`);

    const point = POINTS.find((name) => name === (options.point ?? 'entrance'));
    if (!point) throw new UsageError(`--point is ${POINTS.join(' or ')}; got "${options.point}".`);
    const overrides = options.encoding ? { encoding: options.encoding } : {};
    const preview = await sniffTable(path, overrides, path, Infinity); // one's own machine: no limits
    await prepareDatabase();
    const columns = await addressColumns(preview, options.address, path);

    const startedAt = performance.now();
    const tally = new Tally();
    const rows = tallied(
      geocodeTable(path, preview.format, columns, { point, limits: { bytes: Infinity, rows: Infinity } }),
      tally,
    );
    await writeWhole(Readable.from(texts(rows, preview.columns, format)), options.out);
    process.stderr.write(`${tally.summary((performance.now() - startedAt) / 1000)}\n`);
    return 0;
  },
};

/** Indices of the address columns: as named on the command line, else as found by trying them. */
async function addressColumns(
  preview: Awaited<ReturnType<typeof sniffTable>>,
  named: string | undefined,
  path: string,
): Promise<number[]> {
  if (named === undefined) {
    const { address } = await findColumns(preview);
    if (address.length) return address;
    const known = preview.columns.join(', ');
    throw new Error(
      `${basename(path)}: no column holds addresses. Name it with --address; the columns are: ${known}.`,
    );
  }
  const columns = named.split(',').map((name) => name.trim());
  return columns.map((name) => {
    const index = preview.columns.indexOf(name);
    const number = Number(name);
    if (index >= 0) return index;
    if (Number.isInteger(number) && number >= 1 && number <= preview.columns.length) return number - 1;
    throw new UsageError(
      `--address: there is no column "${name}"; the columns are: ${preview.columns.join(', ')}.`,
    );
  });
}

async function* texts(
  chunks: AsyncIterable<GeocodedRow[]>,
  columns: string[],
  format: (typeof FORMATS)[number],
): AsyncGenerator<string> {
  if (format === 'csv') {
    yield BOM + csvLine([...columns, ...answerNames(columns), 'lon', 'lat']);
    for await (const chunk of chunks)
      yield chunk.map((row) => csvLine(lineValues(row, columns.length))).join('');
    return;
  }
  const feature = featureMaker(columns);
  const features = (async function* () {
    for await (const chunk of chunks) for (const row of chunk) yield feature(row);
  })();
  yield* format === 'geojson' ? writeFeatureCollection(features as never) : writeSequence(features as never);
}

async function* tallied(chunks: AsyncIterable<GeocodedRow[]>, tally: Tally): AsyncGenerator<GeocodedRow[]> {
  for await (const chunk of chunks) {
    for (const { answer } of chunk) tally.add(answer.match?.level ?? answer.status);
    yield chunk;
  }
}

/** Counts for the line at the end. */
class Tally {
  private rows = 0;
  private counts = new Map<string, number>();

  add(kind: string): void {
    this.rows++;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  summary(seconds: number): string {
    const count = (kind: string) => this.counts.get(kind) ?? 0;
    const ok = LEVELS.reduce((sum, level) => sum + count(level), 0);
    const levels = LEVELS.filter(count).map((level) => `${level} ${count(level)}`);
    const others = ['ambiguous', 'not_found', 'skipped', 'error']
      .filter(count)
      .map((kind) => `${kind} ${count(kind)}`);
    const rate = Math.round(this.rows / Math.max(seconds, 1e-3));
    const byLevel = levels.length ? ` (${levels.join(', ')})` : '';
    return `rows ${this.rows}, ok ${ok}${byLevel}${others.map((text) => `, ${text}`).join('')}, ${rate} rows/s`;
  }
}
