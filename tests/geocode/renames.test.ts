import { beforeAll, expect, test } from 'vitest';
import { importAddresses } from '@/lib/gazetteer/import';
import { metres } from '@/lib/geocode/distance';
import { geocodeText } from '@/lib/geocode/geocode';
import { freshDatabase } from '../support/database';
import { type OfficialAddress, officialFiles } from './official';

freshDatabase();

/** An edition after 2026-07-01, and names of before in the input. (korean.test.ts has the other direction.) */
const edition: OfficialAddress[] = [
  {
    dong: '1224010100',
    names: ['전남광주통합특별시', '서구', '양동'],
    roadCode: '122403000001',
    road: '양동로',
    number: '30',
    parcel: '12',
    point: [126.895, 35.154],
  },
  {
    dong: '1231010100',
    names: ['전남광주통합특별시', '목포시', '용당동'],
    roadCode: '123103000001',
    road: '백년대로',
    number: '46',
    parcel: '7',
    point: [126.39, 34.81],
  },
  {
    dong: '2812510100',
    names: ['인천광역시', '제물포구', '중앙동1가'],
    roadCode: '281253000001',
    road: '신포로',
    number: '20',
    parcel: '3',
    point: [126.62, 37.47],
  },
  {
    dong: '2827510100',
    names: ['인천광역시', '서해구', '심곡동'],
    roadCode: '282753000001',
    road: '서곶로',
    number: '307',
    parcel: '244',
    point: [126.676, 37.545],
  },
  {
    dong: '5111010100',
    names: ['강원특별자치도', '춘천시', '봉의동'],
    roadCode: '511103000001',
    road: '중앙로',
    number: '1',
    parcel: '15',
    point: [127.73, 37.885],
  },
  {
    dong: '4119410100',
    names: ['경기도', '부천시 오정구', '여월동'],
    roadCode: '411943000001',
    road: '소사로',
    number: '631',
    parcel: '9',
    point: [126.8, 37.514],
  },
];

beforeAll(async () => {
  await importAddresses([officialFiles(edition, 'all')]);
});

test.each([
  ['광주광역시 서구 양동로 30', 0],
  ['광주 서구 양동 12', 0],
  ['전남광주통합특별시 서구 양동로 30', 0],
  ['전라남도 목포시 백년대로 46', 1],
  ['전남 목포시 용당동 7', 1],
  ['인천광역시 중구 신포로 20', 2],
  ['인천 제물포구 신포로 20', 2],
  ['인천 서구 서곶로 307', 3],
  ['강원도 춘천시 중앙로 1', 4],
  ['경기도 부천시 소사로 631', 5],
  ['경기도 부천시 오정구 소사로 631', 5],
])('%s', async (text, i) => {
  const { status, match } = await geocodeText(text);
  expect(status).toBe('ok');
  expect(['address', 'parcel']).toContain(match!.level);
  const [lon, lat] = edition[i]!.point!;
  expect(metres(match!, { lon, lat })).toBeLessThan(1);
});

test('another city of the merged province is not taken for the old one', async () => {
  const answer = await geocodeText('전라남도 여수시 백년대로 46');
  expect(answer.match?.level).not.toBe('address');
});
