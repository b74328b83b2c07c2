import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { databaseUrl, query } from '@/lib/db/database';
import { editions, listDatasets, removeDataset } from '@/lib/gazetteer/datasets';
import { importAddresses } from '@/lib/gazetteer/import';
import { freshDatabase } from '../support/database';
import { hasShared, sharedPath } from '../support/shared';
import { leftovers, published, snapshot, writeOfficial } from './helpers';

freshDatabase();
const folder = mkdtempSync(join(tmpdir(), 'jari-gazetteer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const jahamun =
  '11110|760|1111010100|서울특별시|종로구|청운동|111103100012|자하문로|0|94|0||03047|근린생활시설|0|청운효자동|953241.683263|1954023.466812';
const mokpo =
  '46110|36153|4611010100|전라남도|목포시|용당동|461102281002|백년대로|0|46|0||58732|근린생활시설|0|연동|898862.407683|1645465.912744';
const gwangju =
  '29110|23759|2911010100|광주광역시|동구|대인동|291103009001|구성로|0|194|0||61473|유통시설|0|충장동|946629.872373|1684346.068109';

test('rows of the facts: CP949, 5179, trailing bar, names of the areas', async () => {
  const path = writeOfficial(folder, 'a/entrc_all.txt', [jahamun, `${mokpo}|`, gwangju]);
  const [report] = await importAddresses([path]);
  expect(report).toMatchObject({ product: 'entrc', family: 'kr', rows: 3, rejected: 0, flagged: 0 });
  const [address] = await published('자하문로', 94);
  expect(address?.lon).toBeCloseTo(126.97040555, 7);
  expect(address?.lat).toBeCloseTo(37.58441544, 7);
  expect(address).toMatchObject({ postcode: '03047', town: '청운동', product: 'entrc' });
  expect(await query('select name from gazetteer.kr_area where level = 1 order by code')).toEqual([
    { name: '서울특별시' },
    { name: '광주광역시' },
    { name: '전라남도' },
  ]);
  const [road] = await query(
    'select name_key, roman_key, addresses, lon from gazetteer.kr_road where name = $1',
    ['자하문로'],
  );
  expect(road).toMatchObject({
    name_key: '자하문로',
    roman_key: 'jahamunro',
    addresses: 1,
    lon: address?.lon,
  });
  expect(await leftovers()).toEqual([]);
});

test('the same product again replaces its regions and keeps the others', async () => {
  const moved = jahamun.replace('953241.683263', '953251.683263').replace('|94|', '|96|');
  await importAddresses([writeOfficial(folder, 'b/entrc_seoul.txt', [moved])]);
  expect(await published('자하문로', 94)).toEqual([]);
  expect(await published('자하문로', 96)).toHaveLength(1);
  expect(await published('백년대로', 46)).toHaveLength(1);
  expect((await listDatasets()).map((dataset) => dataset.regions.sort())).toEqual([
    ['광주', '전남'],
    ['서울'],
  ]);
});

test('전남광주통합특별시 takes the place of 광주 and 전남; a data set without regions goes', async () => {
  const merged =
    '12210|1|1221010100|전남광주통합특별시|동구|대인동|122103009001|구성로|0|194|0||61473|유통시설|0|충장동|946629.872373|1684346.068109';
  await importAddresses([writeOfficial(folder, 'c/entrc_jeonnamgwangju.txt', [merged])]);
  expect(await published('백년대로', 46)).toEqual([]);
  expect(await published('구성로', 194)).toHaveLength(1);
  expect((await listDatasets()).map((dataset) => dataset.regions)).toEqual([['서울'], ['전남광주']]);
});

describe('what is wrong is counted, and too much of it changes nothing', () => {
  const many = Array.from({ length: 100 }, (_, i) => jahamun.replace('|94|', `|${200 + i}|`));

  test('blank, zero and far coordinates are kept without point; wrong rows are left out', async () => {
    const rows = [
      ...many,
      jahamun.replace('|94|', '|1|').replace('953241.683263|1954023.466812', '|'),
      jahamun.replace('|94|', '|2|').replace('953241.683263|1954023.466812', '0|0'),
      jahamun.replace('|94|', '|3|').replace('953241.683263|1954023.466812', '1141130|1682713'), // Busan
      jahamun.replace('|94|', '|4|').replace('|18|', ''),
      `${jahamun}|more|fields`,
      jahamun.replace('1111010100', '9911010100'),
      jahamun.replace('|94|', '|x|'),
      many[0]!,
    ];
    const [report] = await importAddresses([writeOfficial(folder, 'd/entrc_seoul.txt', rows)]);
    expect(report?.rejected).toBe(3);
    expect(report?.flagged).toBe(3);
    expect(
      Object.fromEntries(Object.entries(report!.reasons).map(([name, reason]) => [name, reason.count])),
    ).toEqual({
      'no-entrance': 2,
      'outside-province': 1,
      'field-count': 1,
      'unknown-code': 1,
      number: 1,
    });
    expect(report?.reasons['field-count']?.examples[0]).toMatchObject({ file: 'entrc_seoul.txt', line: 105 });
    expect(await published('자하문로', 3)).toMatchObject([{ lon: null, lat: null }]);
  });

  test.each([
    ['no rows', 'entrc_seoul.txt', [], '\r\n', /no row/],
    [
      'too many wrong rows',
      'entrc_seoul.txt',
      [...many, ...many.map((row) => row.slice(0, 40)), jahamun],
      '\r\n',
      /100 of 201 rows.*field-count/,
    ],
    [
      'cut in the middle of a row',
      'entrc_seoul.txt',
      [...many, jahamun.slice(0, 50)],
      '',
      /ends in the middle of a row \(line 101\)/,
    ],
    ['an unknown file', 'notes.txt', ['hello'], '\n', /None of the 1 files/],
  ] as const)('%s', async (_, name, rows, end, message) => {
    const before = await snapshot();
    const path = writeOfficial(folder, `e/${name}`, [...rows], end);
    await expect(importAddresses([path])).rejects.toThrow(message);
    expect(await snapshot()).toEqual(before);
    expect(await leftovers()).toEqual([]);
  });

  test('a wrong encoding', async () => {
    const before = await snapshot();
    const path = join(folder, 'entrc_busan.txt');
    writeFileSync(path, Buffer.from(many.join('\r\n'), 'utf16le'));
    await expect(importAddresses([path])).rejects.toThrow(/cannot be used|no row|known|knows/);
    expect(await snapshot()).toEqual(before);
  });

  test('UTF-8 is recognised, with and without BOM', async () => {
    const path = join(folder, 'entrc_ulsan.txt');
    const ulsan =
      '31110|1011|3111010900|울산광역시|중구|성안동|311103169014|성안로|0|112|0|울산지방경찰청|44420|공공용시설|0||1164503|1732095';
    writeFileSync(path, `\ufeff${ulsan}\n`);
    await importAddresses([path]);
    expect(await published('성안로', 112)).toMatchObject([{ building: '울산지방경찰청' }]);
  });

  test('a path that does not exist', async () => {
    await expect(importAddresses([join(folder, 'nothing')])).rejects.toThrow(/no file or folder/);
  });

  test.runIf(hasShared)('half a ZIP', async () => {
    const before = await snapshot();
    const whole = readFileSync(sharedPath('data/openaddresses/alameda.zip'));
    const path = join(folder, 'half.zip');
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    await expect(importAddresses([path])).rejects.toThrow(/half\.zip is not a whole ZIP file/);
    expect(await snapshot()).toEqual(before);
  });
});

test('an import that is cancelled or killed changes nothing, and the next one cleans up', async () => {
  const before = await snapshot();
  const rows = Array.from({ length: 20_000 }, (_, i) => mokpo.replace('|46|', `|${i + 1}|`));
  const path = writeOfficial(folder, 'f/entrc_jeonnam.txt', rows);
  const controller = new AbortController();
  const cancelled = importAddresses([path], {
    signal: controller.signal,
    onProgress: ({ step }) => {
      if (step === 'merge') controller.abort();
    },
  });
  await expect(cancelled).rejects.toThrow(/abort/i);
  expect(await snapshot()).toEqual(before);

  const script = `
    import { importAddresses } from './lib/gazetteer/import';
    await importAddresses([${JSON.stringify(path)}], { onProgress: ({ step }) => { if (step === 'merge') process.kill(process.pid, 'SIGKILL'); } });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { ...process.env, DATABASE_URL: await databaseUrl() },
  });
  const signal = await new Promise((resolve) => child.on('exit', (_, name) => resolve(name)));
  expect(signal).toBe('SIGKILL');
  expect(await leftovers()).not.toEqual([]);
  expect(await published('백년대로', 46)).toEqual([]);

  await importAddresses([
    writeOfficial(folder, 'g/entrc_jeju.txt', [
      '50110|1015|5011013700|제주특별자치도|제주시|연동|501103349069|문연로|0|18|0|제주지방경찰청|63122|공공용시설|0||907076|1500101',
    ]),
  ]);
  expect(await leftovers()).toEqual([]);
  expect(await published('문연로', 18)).toHaveLength(1);
});

test('products are joined: names and parcels of one, entrance of another, centroid of a third', async () => {
  const road =
    '36110101200000200181100000|3611010100|세종특별자치시||반곡동||0|899|0|361102000002|한누리대로|0|1811|0|3611055600|반곡동|30145||20181204|0|||수루배마을5단지 상가동|';
  const further =
    '36110101200000200181100000|3611010100|세종특별자치시||반곡동||0|900|3|361102000002|0|1811|0|';
  const entrance =
    '36110101200000200181100000|3611010100|세종특별자치시||반곡동||361102000002|한누리대로|0|1811|0|30145|20181204||32169|RM|01|983296.172464|1833330.968984';
  const build = `3611010100|세종특별자치시||반곡동|361102000002|한누리대로|0|1811|0|30145|3611010100108990000000001|상가|근린생활시설|3611055600|반곡동|3|1|0|1|||||983300.5|1833340|983290|1833331|Sejong-si||Bangok-dong|Hannuri-daero|1||`;
  const build33 = build.split('|').slice(0, 33).join('|');
  await importAddresses([
    writeOfficial(folder, 'h/202607_도로명주소 한글/rnaddrkor_sejong.txt', [road]),
    writeOfficial(folder, 'h/202607_도로명주소 한글/jibun_rnaddrkor_sejong.txt', [further]),
    writeOfficial(folder, 'h/RNENTDATA_2605_36110.txt', [entrance]),
    writeOfficial(folder, 'h/match_build_sejong.txt', [build33]),
  ]);
  const [address, ...rest] = await published('한누리대로', 1811);
  expect(rest).toEqual([]);
  expect(address).toMatchObject({
    product: 'rnentdata',
    building: '수루배마을5단지 상가동',
    code: '36110101200000200181100000',
    postcode: '30145',
  });
  expect(address?.lon).toBeCloseTo(127.3134863, 6);
  expect(address?.centroid_lon).not.toBeNull();
  const parcels = await query(
    'select key & 16383 as sub, (key >> 14) & 131071 as main, main as own, lon from gazetteer.kr_parcel order by key',
  );
  expect(parcels).toEqual([
    { sub: 0, main: 899, own: true, lon: address?.lon },
    { sub: 3, main: 900, own: false, lon: address?.lon },
  ]);
  expect((await listDatasets()).find((dataset) => dataset.product === 'rnaddrkor')?.edition).toBe(
    '2026-07-01',
  );
  expect(
    await query(`select name from gazetteer.kr_building where name_key = '수루배마을5단지상가동'`),
  ).toHaveLength(1);
  expect((await editions()).find((edition) => edition.family === 'kr')?.rows).toBeGreaterThan(0);
});

test('removing a data set leaves what the others know', async () => {
  const rnentdata = (await listDatasets()).find((dataset) => dataset.product === 'rnentdata')!;
  await removeDataset(rnentdata.id);
  expect(await published('한누리대로', 1811)).toMatchObject([
    { product: 'navi', building: '수루배마을5단지 상가동' },
  ]);
  expect(await leftovers()).toEqual([]);
  await expect(removeDataset(rnentdata.id)).rejects.toThrow(/no address data set/);
});

test('old and new editions of a renumbered 시도 meet in one address', async () => {
  const before =
    '42750|1024|4275025021|강원도|영월군|영월읍|427503227006|단종로|0|9|0|영월경찰서|26233|공공용시설|0||1085907|1909950';
  const after =
    '51750250322700600000900000|5175025021|강원특별자치도|영월군|영월읍|영흥리|0|12|3|517503227006|단종로|0|9|0|5175025000|영월읍|26233||20200101|0|||영월경찰서|';
  await importAddresses([writeOfficial(folder, 'i/entrc_gangwon.txt', [before])]);
  await importAddresses([writeOfficial(folder, 'i/rnaddrkor_gangwon.txt', [after])]);
  const rows = await published('단종로', 9);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ town: '영월읍', village: '영흥리', code: '51750250322700600000900000' });
  expect(rows[0]?.lon).not.toBeNull();
  expect(
    await query(`select name, code from gazetteer.kr_area where level = 1 and name like '강원%'`),
  ).toEqual([{ name: '강원특별자치도', code: '51' }]);
});

describe.runIf(hasShared)('the real rows of the workshop', () => {
  test('entrc and official: every row in, coordinates as PostGIS transforms them', async () => {
    const reports = await importAddresses([sharedPath('data/juso')]);
    const entrc = reports.find((report) => report.product === 'entrc');
    expect(entrc?.rejected).toBe(0);
    expect(entrc?.rows).toBe(1074);
    expect(entrc?.ignored).toEqual(['juso/queries.csv']);
    const iconv = (await import('iconv-lite')).default;
    const rows = readdirSync(sharedPath('data/juso'))
      .filter((name) => /^entrc_.*\.txt$/.test(name))
      .flatMap((name) => iconv.decode(readFileSync(sharedPath('data/juso', name)), 'cp949').split('\r\n'))
      .filter(Boolean)
      .map((line) => line.split('|'));
    const off = await query(
      `select u.* from unnest($1::float8[], $2::float8[]) u(x, y),
         lateral st_transform(st_setsrid(st_makepoint(u.x, u.y), 5179), 4326) p
       where not exists (select 1 from gazetteer.kr_address a
         where abs(a.lon - st_x(p)) < 1e-7 and abs(a.lat - st_y(p)) < 1e-7)`,
      [rows.map((row) => Number(row[16])), rows.map((row) => Number(row[17]))],
    );
    expect(rows.length).toBe(entrc!.rows);
    expect(off).toEqual([]);
  });

  test('OpenAddresses in ZIPs: country and region from the path, its own bad rows counted', async () => {
    const reports = await importAddresses([
      sharedPath('data/openaddresses/alameda.zip'),
      sharedPath('data/openaddresses/santa_clara.zip'),
    ]);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ family: 'intl', edition: '2016-10-20' });
    expect(reports[0]?.rows).toBeGreaterThan(9900);
    const [address] = await query(
      `select a.*, c.name as city, g.name as region from gazetteer.intl_address a
       join gazetteer.intl_road r on r.id = a.road_id join gazetteer.intl_area c on c.id = a.area_id
       join gazetteer.intl_area g on g.id = c.parent_id where r.name = 'CENTRE CT' and a.house = '516'`,
    );
    expect(address).toMatchObject({
      lon: -122.2371548,
      lat: 37.7468954,
      postcode: '94502',
      city: 'ALAMEDA',
      region: 'CA',
    });
  });
});

test('newer OpenAddresses: lower-case header with quotes, and GeoJSON lines', async () => {
  const csv = join(folder, 'us/or/city_of_x.csv');
  writeOfficial(folder, 'us/or/city_of_x.csv', [
    'hash,number,street,unit,city,district,region,postcode,id,lon,lat,accuracy',
    'a1,12 1/2,"MAIN ST, NORTH",,SALEM,,,97301,,-123.03,44.94,',
  ]);
  const lines = writeOfficial(folder, 'us/wa/source.geojson', [
    '{"type":"Feature","properties":{"hash":"b","number":"7","street":"PINE AVE","unit":"","city":"YELM","district":"","region":"WA","postcode":"98597","id":""},"geometry":{"type":"Point","coordinates":[-122.6,46.94]}}',
  ]);
  const [report] = await importAddresses([csv, lines].map((path) => join(path, '..', '..')).slice(0, 1));
  expect(report).toMatchObject({ rows: 2, rejected: 0 });
  expect(
    await query(
      `select house, postcode from gazetteer.intl_address where postcode in ('97301', '98597') order by house`,
    ),
  ).toEqual([
    { house: '12 1/2', postcode: '97301' },
    { house: '7', postcode: '98597' },
  ]);
});
