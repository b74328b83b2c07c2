import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { transformer } from '@/lib/crs/transform';
import { importAddresses } from '@/lib/gazetteer/import';
import { metres } from '@/lib/geocode/distance';
import { geocodeText } from '@/lib/geocode/geocode';
import { writeOfficial } from '../gazetteer/helpers';
import { freshDatabase } from '../support/database';

freshDatabase();

const ENTRANCE: [number, number] = [127.0365, 37.5];
const CENTROID: [number, number] = [127.0371, 37.5003];

/** 내비게이션용DB match_build, 33 fields: the only product that has centroid and entrance. */
function building(number: number, points: string[]): string {
  const head = [
    '1168010100',
    '서울특별시',
    '강남구',
    '역삼동',
    '116803122010',
    '테헤란로',
    '0',
    number,
    '0',
    '06236',
  ];
  const middle = [
    `11680101001073700${number}00001`,
    '강남파이낸스센터',
    '업무시설',
    '1168064000',
    '역삼1동',
    '45',
    '8',
    '0',
    '1',
    '',
    '',
    '',
    '0',
  ];
  return [...head, ...middle, ...points, 'Seoul', 'Gangnam-gu', 'Yeoksam-dong', 'Teheran-ro', '1', ''].join(
    '|',
  );
}

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'jari-navi-'));
  const toKorean = transformer('EPSG:4326', 'EPSG:5179');
  const [centroid, entrance] = [CENTROID, ENTRANCE].map((at) =>
    toKorean(...at).map((value) => value.toFixed(6)),
  );
  const rows = [building(152, [...centroid!, ...entrance!]), building(154, [...centroid!, '', ''])];
  writeOfficial(folder, 'match_build_seoul.txt', rows);
  await importAddresses([folder]);
});

test.each([
  ['서울 강남구 테헤란로 152', 'entrance', 'entrance', ENTRANCE],
  ['서울 강남구 테헤란로 152', 'centroid', 'centroid', CENTROID],
  ['서울 강남구 테헤란로 154', 'entrance', 'centroid', CENTROID], // no entrance is known
] as const)('%s: %s wanted, %s given, and the answer says which', async (text, wanted, given, [lon, lat]) => {
  const { match } = await geocodeText(text, { point: wanted });
  expect(match).toMatchObject({ level: 'address', point: given });
  expect(metres(match!, { lon, lat })).toBeLessThan(1);
});

test('the entrance unless asked otherwise', async () => {
  expect((await geocodeText('서울 강남구 테헤란로 152')).match!.point).toBe('entrance');
});
