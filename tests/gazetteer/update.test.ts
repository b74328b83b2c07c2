import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { query } from '@/lib/db/database';
import { importAddresses } from '@/lib/gazetteer/import';
import { updateAddresses } from '@/lib/gazetteer/update';
import { freshDatabase } from '../support/database';
import { leftovers, published, snapshot, writeOfficial } from './helpers';

freshDatabase();
const folder = mkdtempSync(join(tmpdir(), 'jari-update-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entrc = (main: number) =>
  `51130|${main}|5113031026|강원특별자치도|원주시|소초면|511304457534|장작터길|0|${main}|0||26304|주택|0||1044000.5|1937000.25`;
const change = (main: number, code: string, parcel = '20|3', building = '') =>
  `51130310445753400007700000|5113031026|강원특별자치도|원주시|소초면|교항리|0|${parcel}|511304457534|장작터길|0|${main}|0|5113031000|소초면|26304||20230611|0|${code}||${building}|`;
const further = (main: number, code: string) =>
  `51130310445753400007700000|5113031026|강원특별자치도|원주시|소초면|교항리|0|45|7|511304457534|0|${main}|0|${code}`;
const master = (date: string, rows: string[]) =>
  writeOfficial(folder, `AlterD.JUSUKR.${date}.TH_SGCO_RNADR_MST.TXT`, rows);
const lnbr = (date: string, rows: string[]) =>
  writeOfficial(folder, `AlterD.JUSUKR.${date}.TH_SGCO_RNADR_LNBR.TXT`, rows);

test('insert, update and delete, in date order whatever the order of the files', async () => {
  await importAddresses([
    writeOfficial(folder, '202306_entrc/entrc_gangwon.txt', [entrc(77), entrc(79), entrc(81)]),
  ]);
  const second = master('20230613', [change(85, '34', '21|1', '새집'), change(83, '63')]);
  const first = master('20230612', [change(77, '63'), change(85, '31'), change(83, '31')]);
  const none = lnbr('20230612', ['No Data']);
  const more = lnbr('20230613', [further(79, '31')]);
  const reports = await updateAddresses([second, none, more, first]);
  expect(
    reports.map(({ date, inserted, updated, deleted, parcels }) => [
      date,
      inserted,
      updated,
      deleted,
      parcels,
    ]),
  ).toEqual([
    ['2023-06-12', 2, 0, 1, 0],
    ['2023-06-13', 0, 1, 1, 1],
  ]);
  expect(await published('장작터길', 77)).toEqual([]);
  expect(await published('장작터길', 83)).toEqual([]);
  expect(await published('장작터길', 85)).toMatchObject([{ building: '새집', lon: null, village: '교항리' }]);
  expect(await query('select addresses from gazetteer.kr_road')).toEqual([{ addresses: 3 }]);
  expect(await query('select addresses from gazetteer.kr_area where level = 1')).toEqual([{ addresses: 3 }]);
  const [parcel] = await query('select lon, main from gazetteer.kr_parcel where (key >> 14) & 131071 = 45');
  expect(parcel).toMatchObject({ main: false });
  expect(parcel?.lon).not.toBeNull();
  expect(await leftovers()).toEqual([]);
});

test('the same files again change nothing', async () => {
  const tables = async () => {
    const { addresses, parcels } = (await snapshot()) as { addresses: unknown; parcels: unknown };
    return { addresses, parcels };
  };
  const before = await tables();
  await updateAddresses([folder]);
  expect(await tables()).toEqual(before);
});

test('a later import keeps the changes; the abolished address stays away, for older editions only', async () => {
  await importAddresses([writeOfficial(folder, '202306_again/entrc_gangwon.txt', [entrc(77), entrc(79)])]);
  expect(await published('장작터길', 77)).toEqual([]);
  expect(await published('장작터길', 85)).toMatchObject([{ building: '새집' }]);
  await importAddresses([writeOfficial(folder, '202401_new/entrc_gangwon.txt', [entrc(77), entrc(79)])]);
  expect(await published('장작터길', 77)).toHaveLength(1);
});

test('a full set of names newer than the changes takes their place; an undated one is dated by its rows', async () => {
  const full = (main: number, since: string) => change(main, '', '20|3', '옛집').replace('20230611', since);
  await importAddresses([writeOfficial(folder, 'old/rnaddrkor_gangwon.txt', [full(85, '20200101')])]);
  expect(await published('장작터길', 85)).toMatchObject([{ building: '새집' }]);
  await importAddresses([writeOfficial(folder, '202402_new/rnaddrkor_gangwon.txt', [full(85, '20200101')])]);
  expect(await published('장작터길', 85)).toMatchObject([{ building: '옛집' }]);
  const editions = await query(`select edition::text from gazetteer.dataset where product = 'rnaddrkor'`);
  expect(editions).toEqual([{ edition: '2024-02-01' }]);
});

test('unknown codes of change and files that are none', async () => {
  const before = await snapshot();
  const bad = writeOfficial(folder, 'bad/AlterD.JUSUKR.20230614.TH_SGCO_RNADR_MST.TXT', [change(91, '99')]);
  await expect(updateAddresses([bad])).rejects.toThrow(/change-code/);
  await expect(updateAddresses([writeOfficial(folder, 'x/readme.txt', ['?'])])).rejects.toThrow(
    /no change file/,
  );
  expect(await snapshot()).toEqual(before);
});

test('a further parcel that was taken stays away from older editions, and comes back with newer ones', async () => {
  const full = (folderName: string) => [
    writeOfficial(folder, `${folderName}/rnaddrkor_gangwon.txt`, [change(79, '')]),
    writeOfficial(folder, `${folderName}/jibun_rnaddrkor_gangwon.txt`, [further(79, '')]),
  ];
  const parcel = () => query('select 1 from gazetteer.kr_parcel where (key >> 14) & 131071 = 45');
  await importAddresses(full('202403_a'));
  expect(await parcel()).toHaveLength(1);
  await updateAddresses([lnbr('20240310', [further(79, '63')])]);
  expect(await parcel()).toEqual([]);
  await importAddresses(full('202403_b'));
  expect(await parcel()).toEqual([]);
  await importAddresses(full('202404_c'));
  expect(await parcel()).toHaveLength(1);
});
