import { query } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { applyDay } from './apply-day';
import { type ChangeFile, changeFileOf, type Day, readDay } from './change-files';
import { addressOf, parcelOf } from './importers/rnaddrkor';
import { KoreanDictionary } from './korean-dictionary';
import { KoreanFacts } from './korean-facts';
import { alone } from './lock';
import { type Reason, Tally } from './report';
import { openSources } from './source/files';
import { addSpellings, forgetSpellings } from './spellings';
import { cleanStaging, createFactTables, dropFactTables, factTable } from './staging';

export interface UpdateReport {
  date: string;
  files: string[];
  inserted: number;
  updated: number;
  deleted: number;
  parcels: number;
  rejected: number;
  reasons: Record<string, Reason>;
}

interface UpdateOptions {
  onProgress?: (progress: { date: string; done: number }) => void | Promise<void>;
  signal?: AbortSignal;
}

/**
 * Applies change files (in folders, ZIPs or plain) to the published Korean addresses, day by day in order
 * of date; a day applies whole or not at all, and again without effect. What they brought is kept as the
 * data set `changes`, so that a later import of another product does not lose it; addresses they abolished
 * are remembered, so that older coordinates of them no longer count.
 *
 * @returns one report a day.
 * @throws Problem when no change file is among the paths, one is damaged, or an import is running.
 */
export async function updateAddresses(paths: string[], options: UpdateOptions = {}): Promise<UpdateReport[]> {
  const sources = await openSources(paths);
  try {
    const days = new Map<string, ChangeFile[]>();
    for (const file of sources.files) {
      const change = changeFileOf(file);
      if (change) days.set(change.date, [...(days.get(change.date) ?? []), change]);
    }
    if (!days.size) {
      throw new Problem(
        'unreadable',
        'There is no change file (AlterD.JUSUKR.*.TXT, rnaddrkor_mod) in what was given.',
      );
    }
    return await alone(async () => {
      await cleanStaging();
      const reports: UpdateReport[] = [];
      for (const date of [...days.keys()].sort()) {
        options.signal?.throwIfAborted();
        const day = await readDay(date, days.get(date)!);
        reports.push(await stageAndApply(day));
        await options.onProgress?.({ date, done: reports.length / days.size });
      }
      return reports;
    });
  } finally {
    sources.close();
  }
}

async function stagedDataset(): Promise<number> {
  const [row] = await query<{ id: number }>(
    `insert into gazetteer.dataset (family, product, title, state) values ('kr', 'changes', '변동분', 'staged') returning id`,
  );
  await createFactTables(row!.id);
  return row!.id;
}

/** The data set that keeps what change files brought; made with the first. */
async function changesDataset(): Promise<number> {
  const [known] = await query<{ id: number }>(
    `select id from gazetteer.dataset where family = 'kr' and product = 'changes' and state = 'current'`,
  );
  if (known) return known.id;
  const id = await stagedDataset();
  await query(`alter table ${factTable('address', id)} add column on_date date`);
  await query(`create index on ${factTable('address', id)} (key)`);
  await query(`create index on ${factTable('parcel', id)} (address_key)`);
  await query(`create index on ${factTable('building', id)} (address_key)`);
  return id;
}

async function stageAndApply(day: Day): Promise<UpdateReport> {
  const dictionary = await KoreanDictionary.load(false);
  const tally = new Tally();
  const brought = new KoreanFacts(await stagedDataset(), dictionary, tally);
  const taken = new KoreanFacts(await stagedDataset(), dictionary, tally);
  for (const { fields, removes } of day.addresses) {
    (removes ? taken : brought).address(addressOf(fields));
    await (removes ? taken : brought).drain();
  }
  for (const { fields, removes } of day.parcels) {
    (removes ? taken : brought).parcel(parcelOf(fields));
    await (removes ? taken : brought).drain();
  }
  await brought.end();
  await taken.end();
  await dictionary.write();
  const changes = await changesDataset();
  const counts = await applyDay({
    date: day.date,
    brought: brought.dataset,
    taken: taken.dataset,
    changes,
    regions: [...new Set([...brought.regions, ...taken.regions])],
    files: day.files,
  });
  await addSpellings('');
  await forgetSpellings();
  for (const id of [brought.dataset, taken.dataset]) {
    await query('delete from gazetteer.dataset where id = $1', [id]);
    await dropFactTables(id);
  }
  for (const table of ['area', 'road']) await query(`drop table if exists gazetteer.kr_${table}_new`);
  return {
    date: day.date,
    files: day.files,
    ...counts,
    rejected: day.tally.rejected + tally.rejected,
    reasons: { ...day.tally.reasons, ...tally.reasons },
  };
}
