import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, expect, test } from 'vitest';
import { query } from '@/lib/db/database';
import { listDatasets } from '@/lib/gazetteer/datasets';
import { importAddresses } from '@/lib/gazetteer/import';
import { updateAddresses } from '@/lib/gazetteer/update';
import { freshDatabase } from '../support/database';
import { writeZip } from '../support/zip';
import { published, writeOfficial } from './helpers';

freshDatabase();
const folder = mkdtempSync(join(tmpdir(), 'jari-formats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A row of so many fields, given by number from 1 as the official layouts count them. */
const fields = (count: number, values: Record<number, string | number>) =>
  Array.from({ length: count }, (_, i) => String(values[i + 1] ?? '')).join('|');
const cp949 = (...rows: string[]) => iconv.encode(`${rows.join('\r\n')}\r\n`, 'cp949');

const parcels = () =>
  query<{ main: number; sub: number; own: boolean; mountain: number }>(
    `select ((key >> 14) & 131071)::int as main, (key & 16383)::int as sub, ((key >> 31) & 3)::int as mountain, main as own
     from gazetteer.kr_parcel order by key`,
  );

test('건물DB: names, postcode and parcels, the further ones by the code of the road', async () => {
  const build = fields(31, {
    1: '3611010100',
    2: '세종특별자치시',
    4: '반곡동',
    6: 0,
    7: 899,
    8: 0,
    9: '361102000002',
    10: '한누리대로',
    11: 0,
    12: 1811,
    13: 0,
    14: '수루배마을',
    16: '3611010100108990000000001',
    19: '반곡동',
    20: '30145',
  });
  const jibun = fields(14, {
    1: '3611010100',
    2: '세종특별자치시',
    4: '반곡동',
    6: 1,
    7: 12,
    8: 3,
    9: '361102000002',
    10: 0,
    11: 1811,
    12: 0,
    13: 1,
  });
  const [report] = await importAddresses([
    writeOfficial(folder, 'b/jibun_sejong.txt', [jibun]),
    writeOfficial(folder, 'b/build_sejong.txt', [build]),
  ]);
  expect(report).toMatchObject({ product: 'buildingdb', rows: 2, rejected: 0 });
  expect(await published('한누리대로', 1811)).toMatchObject([
    { building: '수루배마을', postcode: '30145', code: '3611010100108990000000001', lon: null },
  ]);
  expect(await parcels()).toEqual([
    { main: 899, sub: 0, mountain: 0, own: true },
    { main: 12, sub: 3, mountain: 1, own: false },
  ]);
});

test('내비게이션용DB in a ZIP whose names are CP949 without saying so: buildings, parcels, entrances', async () => {
  const names = { 2: '서울특별시', 3: '종로구', 4: '청운동' };
  const build = fields(33, {
    ...names,
    1: '1111010100',
    5: '111103100012',
    6: '자하문로',
    7: 0,
    8: 94,
    9: 0,
    10: '03047',
    12: '청운집',
    24: '953250.5',
    25: '1954030.5',
    26: '953241.683263',
    27: '1954023.466812',
  });
  const jibun = fields(20, {
    ...names,
    1: '1111010100',
    6: 0,
    7: 7,
    8: 2,
    9: '111103100012',
    10: 0,
    11: 94,
    12: 0,
    13: 1,
  });
  const second = fields(11, {
    1: '11110',
    2: '1',
    3: '111103100012',
    4: 0,
    5: 96,
    6: 0,
    7: '1111010100',
    8: '',
    9: '953251',
    10: '1954033',
    11: '02',
  });
  const name = (text: string) => iconv.encode(`내비게이션용DB/${text}`, 'cp949');
  const path = writeZip(join(folder, '202606_navi.zip'), [
    { name: name('읽기.hwp'), content: Buffer.from([1, 2, 3]) },
    { name: name('match_jibun_seoul.txt'), content: cp949(jibun) },
    { name: name('match_build_seoul.txt'), content: cp949(build) },
    { name: name('match_rs_entrc.txt'), content: cp949(second) },
  ]);
  const reports = await importAddresses([path]);
  expect(reports.map(({ product, rows, rejected }) => [product, rows, rejected])).toEqual([
    ['navi', 2, 0],
    ['navi-entrances', 1, 0],
  ]);
  expect(reports[0]?.ignored).toEqual(['202606_navi.zip/내비게이션용DB/읽기.hwp']);
  expect(reports[0]?.files[0]).toBe('202606_navi.zip/내비게이션용DB/match_build_seoul.txt');
  const [address] = await published('자하문로', 94);
  expect(address).toMatchObject({ town: '청운동', building: '청운집', postcode: '03047' });
  expect(address?.lon).toBeCloseTo(126.97040555, 7);
  expect(address?.centroid_lon).toBeGreaterThan(address!.lon!);
  expect((await published('자하문로', 96))[0]?.lon).not.toBeNull();
  expect((await parcels()).filter((parcel) => parcel.main === 7)).toHaveLength(1);
});

test('monthly rnaddrkor_mod and jibun_rnaddrkor_mod', async () => {
  const change = `11110101310001200009800000|1111010100|서울특별시|종로구|청운동||0|8|0|111103100012|자하문로|0|98|0|1111051500|청운효자동|03047||20260630|0|31||||`;
  const parcel = `11110101310001200009800000|1111010100|서울특별시|종로구|청운동||0|9|1|111103100012|0|98|0|31`;
  const [report] = await updateAddresses([
    writeOfficial(folder, '202606_변동분/rnaddrkor_mod.txt', [change]),
    writeOfficial(folder, '202606_변동분/jibun_rnaddrkor_mod.txt', [parcel]),
  ]);
  expect(report).toMatchObject({ date: '2026-06-30', inserted: 1, parcels: 1, rejected: 0 });
  expect(await published('자하문로', 98)).toMatchObject([{ postcode: '03047', product: 'changes' }]);
});

test('OpenAddresses: both headers and GeoJSON lines; numbers with what follows them', async () => {
  const make = (name: string, ...lines: string[]) => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  make(
    'oa/us/ca/upper.csv',
    'LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH',
    '-122.1,37.1,1216-B,ELM ST,,ALAMEDA,,,94501,1,a',
    '-122.2,37.2,846.5,ELM ST,,ALAMEDA,,,94501,2,b',
  );
  make(
    'oa/us/or/lower.csv',
    'hash,number,street,unit,city,district,region,postcode,id,lon,lat,accuracy',
    'c,123 1/2,"ELM ST, N",,SALEM,,,97301,3,-123.1,44.1,',
  );
  make(
    'oa/us/wa/lines.geojson',
    '{"type":"Feature","properties":{"hash":"d","number":"12a","street":"PINE AVE","unit":"","city":"YELM","district":"","region":"","postcode":"98597","id":"4"},"geometry":{"type":"Point","coordinates":[-122.6,46.9]}}',
  );
  const [report] = await importAddresses([join(folder, 'oa')]);
  expect(report).toMatchObject({ product: 'openaddresses', rows: 4, rejected: 0 });
  const rows = await query<{ house: string; main: number; sub: number; region: string }>(
    `select a.house, ((a.key >> 11) & 262143)::int as main, (a.key & 2047)::int as sub, g.name as region
     from gazetteer.intl_address a join gazetteer.intl_area c on c.id = a.area_id
     join gazetteer.intl_area g on g.id = c.parent_id where a.code in ('1', '2', '3', '4') order by a.code`,
  );
  expect(rows.map(({ house, main, region }) => [house, main, region.toLowerCase()])).toEqual([
    ['1216-B', 1216, 'ca'],
    ['846.5', 846, 'ca'],
    ['123 1/2', 123, 'or'],
    ['12a', 12, 'wa'],
  ]);
  expect(rows[1]?.sub).toBe(rows[2]?.sub); // both a half
  expect(new Set(rows.map((row) => row.sub)).size).toBe(3);
  expect(rows.every((row) => row.sub > 0)).toBe(true);
  expect((await listDatasets()).find(({ product }) => product === 'openaddresses')?.regions.sort()).toEqual([
    'us/ca',
    'us/or',
    'us/wa',
  ]);
});
