import { query, transaction } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import type { Family } from './keys';
import { alone } from './lock';
import { type OnStep, publish } from './publish';
import { currentSources } from './regions';
import type { Reason } from './report';
import { cleanStaging, dropFactTables } from './staging';

/** What every installation starts with (defaults.ts). */
export const DEFAULT_PRODUCTS: ReadonlySet<string> = new Set(['places', 'rrad', 'offices']);

const STAYS_AWAY = 'insert into gazetteer.removed_default (product) values ($1) on conflict do nothing';

/** A data set as people see it. */
export interface Dataset {
  id: number;
  family: Family | 'place';
  product: string;
  title: string;
  /** The day its content was current, yyyy-mm-dd. */
  edition: string | null;
  files: string[];
  rows: number;
  rejected: number;
  flagged: number;
  report: Record<string, Reason>;
  extent: [west: number, south: number, east: number, north: number] | null;
  /** Where it counts: 시도 in short form, or us/ca. */
  regions: string[];
  imported_at: string;
}

const COLUMNS = `id, family, product, title, edition::text as edition, files, rows, rejected, flagged, report,
  extent, regions, imported_at::text as imported_at`;

/** All data sets that look-ups stand on, by family and product. */
export async function listDatasets(): Promise<Dataset[]> {
  return query<Dataset>(
    `select ${COLUMNS} from gazetteer.dataset where state = 'current' order by family, product, id`,
  );
}

/**
 * Removes a data set; what other data sets know of its addresses stays.
 * @throws Problem when there is none of this id, or an import is running.
 */
export async function removeDataset(id: number, onStep?: OnStep): Promise<Dataset> {
  return alone(async () => {
    await cleanStaging();
    const dataset = (await listDatasets()).find((one) => one.id === id);
    if (!dataset) throw new Problem('not-found', `There is no address data set ${id}.`);
    if (dataset.family === 'place') {
      await transaction(async (client) => {
        await client.query('delete from gazetteer.dataset where id = $1', [id]);
        await client.query(STAYS_AWAY, [dataset.product]);
      });
      return dataset;
    }
    const { family, product } = dataset;
    await publish({
      family,
      sources: (await currentSources(family)).filter((source) => source.id !== id),
      dictionaryWritten: false,
      onStep,
      async atSwap(client) {
        await client.query('delete from gazetteer.dataset where id = $1', [id]);
        if (DEFAULT_PRODUCTS.has(product)) await client.query(STAYS_AWAY, [product]);
        if (product !== 'changes') return;
        await client.query('delete from gazetteer.abolished');
        await client.query('delete from gazetteer.abolished_parcel');
      },
    });
    await dropFactTables(id);
    return dataset;
  });
}

/** What is current as of which day: one line a family for people. */
export interface Edition {
  family: Family | 'place';
  title: string;
  /** The newest edition of the family's data sets; null where none has a date. */
  edition: string | null;
  rows: number;
}

/** For showing wherever results are shown. */
export async function editions(): Promise<Edition[]> {
  return query<Edition>(
    `select family, string_agg(distinct title, ' + ') as title, max(edition)::text as edition, sum(rows)::int as rows
     from gazetteer.dataset where state = 'current' group by family order by family desc`,
  );
}
