import { describe, expect, test } from 'vitest';
import { transformer } from '@/lib/crs/transform';
import { guessRoles, type Trial } from '@/lib/tables/roles';
import { sniffTable } from '@/lib/tables/sniff';
import { hasShared, sharedPath } from '../support/shared';
import { testFiles } from './files';

const file = testFiles();

/** Stands for the geocoder: full road addresses are found, those without 시도 nearly, areas coarsely. */
const trial: Trial = async (texts) =>
  texts.map((text) => {
    if (/(?:시|도) \S+[시군구] .*(?:로|길)\s*\d+/.test(text)) return 1;
    if (/[시군구] .*(?:로|길)\s*\d+/.test(text)) return 0.8;
    if (/^\d+ [A-Z][a-z]+ (?:St|Ave).*, ?[A-Z]|^\d+ [A-Z][a-z]+ (?:St|Ave) [A-Z]/.test(text)) return 1;
    if (/(?:로|길)\s*\d+/.test(text)) return 0.3;
    if (/^\S+[시도](?: |$)/.test(text)) return 0.2;
    return 0;
  });
const findsNothing: Trial = async (texts) => texts.map(() => 0);

async function roles(header: string | undefined, rows: string[], tried = trial) {
  const text = [...(header ? [header] : []), ...rows].join('\n');
  return guessRoles(await sniffTable(file(`${text}\n`), { header: header !== undefined }), tried);
}

const full = [
  '1,청운약국,서울특별시 종로구 자하문로 94,02-111-2222',
  '2,수원의원,경기도 수원시 장안구 창룡대로 223,031-222-3333',
  '3,부산상회,부산광역시 중구 중앙대로 2,051-333-4444',
];
const parts = [
  '1,서울특별시,종로구,자하문로,94,청운약국',
  '2,경기도,수원시,창룡대로,223,수원의원',
  '3,부산광역시,중구,중앙대로,2,부산상회',
];

describe('the address', () => {
  test('one column, and the name to label with', async () => {
    expect(await roles('번호,업소명,주소,전화', full)).toEqual({ address: [2], addressScore: 1, label: 1 });
  });

  test('the same by names alone when the trial finds nothing', async () => {
    expect(await roles('번호,업소명,소재지도로명주소,전화', full, findsNothing)).toMatchObject({
      address: [2],
      addressScore: 0,
      label: 1,
    });
  });

  test('without a header, by the trial or by looks', async () => {
    expect(await roles(undefined, full)).toMatchObject({ address: [2], label: 1 });
    expect(await roles(undefined, full, findsNothing)).toMatchObject({ address: [2], label: 1 });
  });

  test('a column of unknown name that the trial finds', async () => {
    expect((await roles('a,b,c,d', full)).address).toEqual([2]);
  });

  test('parts joined in order', async () => {
    expect(await roles('번호,시도,시군구,도로명,건물번호,상호', parts)).toMatchObject({
      address: [1, 2, 3, 4],
      addressScore: 1,
      label: 5,
    });
    expect((await roles('번호,시도,시군구,도로명,건물번호,상호', parts, findsNothing)).address).toEqual([
      1, 2, 3, 4,
    ]);
  });

  test('parts in another order than the columns', async () => {
    const turned = parts.map((row) => row.split(',').toReversed().join(','));
    expect((await roles('상호,건물번호,도로명,시군구,시도,번호', turned)).address).toEqual([4, 3, 2, 1]);
  });

  test('parts without names: neighbours that score best together', async () => {
    expect((await roles(undefined, parts)).address).toEqual([1, 2, 3, 4]);
  });

  test('the province beside an address without it', async () => {
    const rows = ['서울특별시,종로구 자하문로 94', '부산광역시,중구 중앙대로 2'];
    expect(await roles('시도,주소', rows)).toMatchObject({ address: [0, 1], addressScore: 1 });
  });

  test('a whole address is not joined with what adds nothing', async () => {
    const rows = ['서울특별시,서울특별시 종로구 자하문로 94', '부산광역시,부산광역시 중구 중앙대로 2'];
    expect((await roles('시도,주소', rows)).address).toEqual([1]);
  });

  test('official rows: codes and flags between the parts are passed over', async () => {
    const rows = [
      '11110|1009|1111011400|서울특별시|종로구|111104100135|사직로8길|0|31|0|경찰청',
      '41110|1163|4111010200|경기도|수원시|411104100135|창룡대로|0|223|0|의원',
      '26110|1164|2611010200|부산광역시|중구|261104100135|중앙대로|0|2|0|상회',
    ];
    expect(await roles(undefined, rows)).toMatchObject({ address: [3, 4, 6, 8], label: 10 });
  });

  test('western parts: number, street, city, region, postcode', async () => {
    const rows = ['-72.5,44.1,12,Main St,Barre,VT,05641', '-72.6,44.2,7,Oak Ave,Stowe,VT,05672'];
    const found = await roles('LON,LAT,NUMBER,STREET,CITY,REGION,POSTCODE', rows);
    expect(found.address.slice(0, 3)).toEqual([2, 3, 4]);
    expect(found.coordinates).toMatchObject({ x: 0, y: 1, crs: ['EPSG:4326'] });
  });

  test('nothing that could be an address', async () => {
    expect((await roles('n,m', ['1,2', '3,4'], findsNothing)).address).toEqual([]);
  });

  test('one column of lines', async () => {
    expect(await roles(undefined, ['서울특별시 종로구 자하문로 94', '부산광역시 중구 중앙대로 2'])).toEqual({
      address: [0],
      addressScore: 1,
    });
  });

  test('the trial is asked little', async () => {
    let asked = 0;
    const rows = Array.from({ length: 500 }, (_, i) => `${i},가게 ${i},서울특별시 종로구 자하문로 ${i}`);
    await roles('id,name,address', rows, async (texts) => {
      asked += texts.length;
      return trial(texts);
    });
    expect(asked).toBeLessThan(400);
  });
});

describe('coordinates', () => {
  const cities = [
    [126.978, 37.5665],
    [129.0756, 35.1796],
    [126.5312, 33.4996],
    [128.6014, 35.8714],
  ] as const;
  const table = (code: string, swap = false) =>
    cities.map(([lon, lat], i) => {
      const [x, y] = transformer('EPSG:4326', code)(lon, lat).map((value) => value.toFixed(6));
      return swap ? `곳 ${i},${y},${x}` : `곳 ${i},${x},${y}`;
    });

  test.each([
    ['이름,X,Y', 'EPSG:5179', 1, 2],
    ['이름,좌표정보(X),좌표정보(Y)', 'EPSG:5181', 1, 2],
    ['이름,경도,위도', 'EPSG:4326', 1, 2],
    ['name,lon,lat', 'EPSG:4326', 1, 2],
    ['name,longitude,latitude', 'EPSG:4326', 1, 2],
    ['이름,x좌표,y좌표', 'EPSG:5186', 1, 2],
  ])('%s in %s', async (header, code, x, y) => {
    const { coordinates } = await roles(header, table(code), findsNothing);
    expect(coordinates).toMatchObject({ x, y });
    expect(coordinates!.crs[0]).toBe(code);
  });

  test('latitude first', async () => {
    const { coordinates } = await roles('이름,위도,경도', table('EPSG:4326', true), findsNothing);
    expect(coordinates).toMatchObject({ x: 2, y: 1 });
  });

  test("surveyors' X is the northing", async () => {
    const { coordinates } = await roles('이름,X,Y', table('EPSG:5186', true), findsNothing);
    expect(coordinates).toMatchObject({ x: 2, y: 1 });
    expect(coordinates!.crs).toContain('EPSG:5186');
  });

  test('by value where no name says so', async () => {
    expect((await roles(undefined, table('EPSG:5179'), findsNothing)).coordinates).toMatchObject({
      x: 1,
      y: 2,
    });
    expect((await roles(undefined, table('EPSG:4326', true), findsNothing)).coordinates).toMatchObject({
      x: 2,
      y: 1,
    });
  });

  test('two columns of small numbers are no coordinates', async () => {
    expect(
      (await roles('이름,수량,가격', ['a,3,1000', 'b,4,2500'], findsNothing)).coordinates,
    ).toBeUndefined();
  });
});

describe.skipIf(!hasShared)('real files (in ../shared only)', () => {
  test('queries.csv', async () => {
    const preview = await sniffTable(sharedPath('data', 'juso', 'queries.csv'));
    expect(await guessRoles(preview, trial)).toMatchObject({
      address: [0],
      coordinates: { x: 1, y: 2, crs: expect.arrayContaining(['EPSG:4326']) },
    });
  });

  test('위치정보요약DB: coordinates in 5179 by their values', async () => {
    const preview = await sniffTable(sharedPath('data', 'juso', 'entrc_seoul.txt'));
    const { coordinates } = await guessRoles(preview, findsNothing);
    expect(coordinates).toMatchObject({ x: 16, y: 17 });
    expect(coordinates!.crs[0]).toBe('EPSG:5179');
  });
});
