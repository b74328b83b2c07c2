import { expect, test } from 'vitest';
import { query } from '@/lib/db/database';
import { listDatasets, removeDataset } from '@/lib/gazetteer/datasets';
import { loadDefaultGazetteer } from '@/lib/gazetteer/defaults';
import { importAddresses } from '@/lib/gazetteer/import';
import { freshDatabase } from '../support/database';

freshDatabase();

const products = async () => (await listDatasets()).map(({ product }) => product).sort();

test('a default that was removed stays away at the next start, until it is imported by its name', async () => {
  await loadDefaultGazetteer();
  expect(await products()).toEqual(['offices', 'places', 'rrad']);
  for (const { id, product } of await listDatasets()) if (product !== 'rrad') await removeDataset(id);
  await loadDefaultGazetteer();
  expect(await products()).toEqual(['rrad']);
  expect(await query('select 1 from gazetteer.place limit 1')).toEqual([]);
  expect(await importAddresses(['offices'])).toEqual([]);
  expect(await products()).toEqual(['offices', 'rrad']);
  await importAddresses(['places']);
  expect(await products()).toEqual(['offices', 'places', 'rrad']);
});
