import { existsSync } from 'node:fs';
import { query } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { DEFAULT_PRODUCTS } from './datasets';
import { correctedEdition, type EditionGuess, editionOf } from './edition';
import { importerOf } from './importers/all';
import type { Importer } from './importers/types';
import type { Family } from './keys';
import { KoreanDictionary } from './korean-dictionary';
import { KoreanFacts, regionOfName } from './korean-facts';
import { alone } from './lock';
import { publish } from './publish';
import { type Source, SUPPLEMENTS } from './publish-sql';
import { currentSources, takeOver } from './regions';
import { type Reason, Tally } from './report';
import { openSources, type SourceFile } from './source/files';
import { firstLines, lineBatches } from './source/lines';
import { cleanStaging, createFactTables, dropFactTables } from './staging';
import { WesternDictionary } from './western-dictionary';
import { WesternFacts } from './western-facts';

export interface ImportProgress {
  step: 'read' | 'merge' | 'index' | 'parcels' | 'buildings' | 'areas' | 'swap' | 'done' | string;
  /** 0 to 1 of the whole import. */
  done: number;
  rows: number;
  file?: string;
}

export interface ImportOptions {
  title?: string;
  onProgress?: (progress: ImportProgress) => void | Promise<void>;
  signal?: AbortSignal;
  /** Version of the package that the data come with (defaults only). */
  sourceVersion?: string;
}

export interface ImportReport {
  dataset: number;
  product: string;
  title: string;
  family: Family;
  edition: string | null;
  files: string[];
  rows: number;
  rejected: number;
  flagged: number;
  reasons: Record<string, Reason>;
  extent: [west: number, south: number, east: number, north: number] | null;
  /** Files of the same paths that no importer knows. */
  ignored: string[];
  seconds: number;
}

type Facts = KoreanFacts | WesternFacts;

/** The part of one product in an import: becomes one data set. */
export interface Batch {
  product: string;
  title: string;
  family: Family;
  edition: EditionGuess | null;
  files: string[];
  bytes: number;
  /** Reads everything into the facts. */
  read(facts: Facts, step: (bytes: number, file: string) => Promise<void>): Promise<void>;
}

const READ_SHARE = 0.6; // of the time, by experience; publishing is the rest
const MOST_REJECTED = 0.05;

/**
 * Imports files, folders and ZIPs of address products. Everything is staged and checked first; then the
 * family's published tables are built anew and swapped in whole. On any error nothing has changed.
 *
 * Several files of one product make one data set. Imported again, a product replaces its older data set
 * region by region (시도; intl: country/region): files of one 시도 replace that 시도 only.
 *
 * A path that is the name of a default data set (places, rrad, offices) brings that back after its removal.
 *
 * @throws Problem with one sentence: nothing recognised, a file unreadable or cut off, over 5 % of rows
 *   rejected, no rows, or another import running.
 */
export async function importAddresses(paths: string[], options: ImportOptions = {}): Promise<ImportReport[]> {
  const defaults = paths.filter((path) => DEFAULT_PRODUCTS.has(path) && !existsSync(path));
  if (defaults.length) {
    const { restoreDefaults } = await import('./defaults'); // which imports through this module
    await restoreDefaults(defaults);
    if (defaults.length === paths.length) return [];
  }
  const sources = await openSources(paths.filter((path) => !defaults.includes(path)));
  try {
    const known: { file: SourceFile; importer: Importer }[] = [];
    const ignored: string[] = [];
    for (const file of sources.files) {
      options.signal?.throwIfAborted();
      const importer = importerOf(file.name, await firstLines(file));
      if (importer) known.push({ file, importer });
      else ignored.push(file.path);
    }
    if (!sources.files.length) {
      throw new Problem('unreadable', `There is no file in ${paths.join(', ')}; nothing was changed.`);
    }
    if (!known.length) {
      throw new Problem(
        'unreadable',
        `None of the ${sources.files.length} files is an address file that Jari knows (${ignored.slice(0, 3).join(', ')}); see the README for the products it reads.`,
      );
    }
    return await importBatches(batchesOf(known), { ...options, ignored });
  } finally {
    sources.close();
  }
}

function batchesOf(known: { file: SourceFile; importer: Importer }[]): Batch[] {
  const products = grouped(known);
  return [...products.values()].map((members) => {
    members.sort((a, b) => a.importer.order - b.importer.order);
    const { product, title, family } = members[0]!.importer;
    return {
      product,
      title,
      family,
      edition:
        members
          .map(({ file }) => editionOf(file.location, file.modified))
          .sort((a, b) => (a.date < b.date ? -1 : 1))
          .at(-1) ?? null,
      files: members.map(({ file }) => file.path),
      bytes: members.reduce((sum, { file }) => sum + file.bytes, 0),
      async read(facts, step) {
        for (const { file, importer } of members) await readFile(file, importer, facts, step);
      },
    };
  });
}

function grouped(known: { file: SourceFile; importer: Importer }[]) {
  const map = new Map<string, typeof known>();
  for (const one of known) {
    const list = map.get(one.importer.product);
    if (list) list.push(one);
    else map.set(one.importer.product, [one]);
  }
  return map;
}

async function readFile(
  file: SourceFile,
  importer: Importer,
  facts: Facts,
  step: (bytes: number, file: string) => Promise<void>,
): Promise<void> {
  if (facts instanceof KoreanFacts) facts.fileRegion = regionOfName(file.name);
  const read =
    importer.family === 'kr'
      ? importer.reader(facts as KoreanFacts)
      : importer.reader(facts as WesternFacts, file);
  const { tally } = facts;
  let line = 0;
  for await (const lines of lineBatches(file)) {
    let bytes = 0;
    for (const text of lines) {
      tally.at(file.path, ++line, text);
      read(text);
      bytes += text.length + 2;
    }
    await facts.drain();
    await step(bytes, file.path);
  }
  const { wrong } = tally;
  if (wrong && wrong.line === line && wrong.reason === 'field-count') {
    throw new Problem(
      'unreadable',
      `${file.path} ends in the middle of a row (line ${line}): the file is not whole. Get it again; nothing was changed.`,
      { path: file.path, row: line },
    );
  }
}

/** Stages batches, checks them and publishes; the whole of an import but finding its files. */
export async function importBatches(
  batches: readonly Batch[],
  options: ImportOptions & { ignored?: string[] },
): Promise<ImportReport[]> {
  return alone(async () => {
    await cleanStaging();
    const staging: StagedFamily[] = [];
    const reports: ImportReport[] = [];
    try {
      // Both families are read and checked before either is published: a bad file changes neither.
      for (const family of ['kr', 'intl'] as const) {
        const own = batches.filter((batch) => batch.family === family);
        if (!own.length) continue;
        const one: StagedFamily = { family, existing: [], staged: [], started: performance.now() };
        staging.push(one);
        await stageFamily(one, own, options);
      }
      for (const one of staging) reports.push(...(await publishFamily(one, options)));
    } catch (error) {
      for (const { staged } of staging)
        await Promise.all(staged.map(({ facts }) => facts.end().catch(() => {})));
      await cleanStaging().catch(() => {}); // else the next import does it
      throw reports.length ? halfPublished(reports, error) : error;
    }
    return reports;
  });
}

/** What one family's files brought, read and checked. */
interface StagedFamily {
  family: Family;
  existing: Source[];
  staged: { batch: Batch; facts: Facts; title: string }[];
  started: number;
}

/** The families are published one after the other; says which one was when the other could not be. */
function halfPublished(reports: readonly ImportReport[], error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error);
  const titles = reports.map(({ title }) => title).join(', ');
  return new Problem(
    error instanceof Problem ? error.kind : 'unreadable',
    `${titles} was published; the rest of the import was not: ${why}`,
  );
}

async function stageFamily(
  into: StagedFamily,
  batches: readonly Batch[],
  options: ImportOptions,
): Promise<void> {
  const { family, staged } = into;
  const { signal, onProgress } = options;
  const existing = await currentSources(family);
  into.existing = existing;
  const newestBefore =
    existing
      .filter((source) => !SUPPLEMENTS.has(source.product))
      .map((source) => source.edition ?? '')
      .sort()
      .at(-1) ?? '';
  const newest = batches.some(
    ({ product, edition }) => !SUPPLEMENTS.has(product) && (edition?.date ?? '') >= newestBefore,
  );
  const dictionary = family === 'kr' ? await KoreanDictionary.load(newest) : await WesternDictionary.load();
  const total = Math.max(
    1,
    batches.reduce((sum, batch) => sum + batch.bytes, 0),
  );
  let read = 0;
  let rows = 0;
  // What names roads comes first: other files of the import may have only their codes.
  for (const batch of batches) {
    const title = options.title ?? batch.title;
    const [row] = await query<{ id: number }>(
      `insert into gazetteer.dataset (family, product, title, edition, files, state)
       values ($1, $2, $3, $4, $5, 'staged') returning id`,
      [family, batch.product, title, batch.edition?.date ?? null, JSON.stringify(batch.files)],
    );
    const id = row!.id;
    await createFactTables(id);
    const tally = new Tally();
    const facts =
      dictionary instanceof KoreanDictionary
        ? new KoreanFacts(id, dictionary, tally)
        : new WesternFacts(id, dictionary, tally);
    staged.push({ batch, facts, title });
    await batch.read(facts, async (bytes, file) => {
      signal?.throwIfAborted();
      read += bytes;
      await onProgress?.({
        step: 'read',
        done: Math.min(READ_SHARE, (read / total) * READ_SHARE),
        rows: rows + tally.rows,
        file,
      });
      signal?.throwIfAborted();
    });
    await facts.end();
    rows += tally.rows;
    check(batch, tally);
  }
  await dictionary.write();
}

async function publishFamily(
  { family, existing, staged, started }: StagedFamily,
  options: ImportOptions & { ignored?: string[] },
): Promise<ImportReport[]> {
  const { signal, onProgress } = options;
  const rows = staged.reduce((sum, { facts }) => sum + facts.tally.rows, 0);
  const taken = takeOver(
    existing,
    staged.map(({ batch, facts }) => ({
      id: facts.dataset,
      family,
      product: batch.product,
      edition: editionIn(batch, facts),
      regions: [...facts.regions],
    })),
  );
  await publish({
    family,
    sources: taken.sources,
    dictionaryWritten: true,
    onStep: async (step, done) => {
      if (step !== 'done') signal?.throwIfAborted();
      await onProgress?.({ step, done: READ_SHARE + done * (1 - READ_SHARE), rows });
      if (step !== 'done') signal?.throwIfAborted();
    },
    async atSwap(client) {
      for (const { batch, facts } of staged) {
        const { tally } = facts;
        await client.query(
          `update gazetteer.dataset set state = 'current', rows = $2, rejected = $3, flagged = $4,
             report = $5, extent = $6, regions = $7, source_version = $8, edition = $9, imported_at = now() where id = $1`,
          [
            facts.dataset,
            tally.rows - tally.rejected,
            tally.rejected,
            tally.flagged,
            JSON.stringify(tally.reasons),
            extentOf(facts),
            [...facts.regions],
            options.sourceVersion ?? null,
            editionIn(batch, facts),
          ],
        );
      }
      for (const { id, regions } of taken.narrowed)
        await client.query('update gazetteer.dataset set regions = $2 where id = $1', [id, regions]);
      await client.query('delete from gazetteer.dataset where id = any($1)', [taken.gone]);
    },
  });
  for (const id of taken.gone) await dropFactTables(id);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return staged.map(({ batch, facts, title }) => ({
    dataset: facts.dataset,
    product: batch.product,
    title,
    family,
    edition: editionIn(batch, facts),
    files: batch.files,
    rows: facts.tally.rows - facts.tally.rejected,
    rejected: facts.tally.rejected,
    flagged: facts.tally.flagged,
    reasons: facts.tally.reasons,
    extent: extentOf(facts),
    ignored: options.ignored ?? [],
    seconds,
  }));
}

/** The edition of a batch, once its rows are read. */
function editionIn({ edition }: Batch, facts: Facts): string | null {
  if (!edition) return null;
  return facts instanceof KoreanFacts ? correctedEdition(edition, facts.newestDay) : edition.date;
}

const extentOf = (facts: Facts) => (facts.extent[0] <= facts.extent[2] ? facts.extent : null);

/** @throws Problem when a batch is not fit to be published. */
function check(batch: Batch, tally: Tally): void {
  const where = batch.files.length === 1 ? batch.files[0] : `${batch.files.length} files of ${batch.title}`;
  if (tally.rows - tally.rejected === 0 && tally.rejected === 0) {
    throw new Problem('unreadable', `There is no row in ${where}; nothing was changed.`);
  }
  if (tally.rejected <= tally.rows * MOST_REJECTED) return;
  const [reason, { count, examples }] = Object.entries(tally.reasons).sort(
    (a, b) => b[1].count - a[1].count,
  )[0]!;
  const at = examples[0] ? ` (first at ${examples[0].file}, line ${examples[0].line})` : '';
  throw new Problem(
    'unreadable',
    `${tally.rejected} of ${tally.rows} rows of ${where} cannot be used, most for "${reason}": ${count}${at}. The file is damaged or of another format; nothing was changed.`,
    { reasons: tally.reasons },
  );
}
