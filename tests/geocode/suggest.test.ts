import { beforeAll, describe, expect, test } from 'vitest';
import { query } from '@/lib/db/database';
import { importAddresses } from '@/lib/gazetteer/import';
import { loadPlaces } from '@/lib/gazetteer/importers/places';
import { completeSpellings } from '@/lib/gazetteer/spellings';
import { updateAddresses } from '@/lib/gazetteer/update';
import { suggest } from '@/lib/geocode/suggest/suggest';
import { writeOfficial } from '../gazetteer/helpers';
import { freshDatabase } from '../support/database';
import { type OfficialAddress, officialFiles } from './official';

freshDatabase();

const SEOUL = { lon: 126.98, lat: 37.57 };
const GANGNEUNG = { lon: 128.9, lat: 37.75 };

/** `count` numbers of one road around a point. */
function road(
  names: OfficialAddress['names'],
  dong: string,
  roadCode: string,
  name: string,
  [lon, lat]: [number, number],
  count = 3,
  building?: string,
): OfficialAddress[] {
  return Array.from({ length: count }, (_, i) => ({
    dong,
    names,
    roadCode,
    road: name,
    number: String(i + 1),
    point: [lon + i * 0.0004, lat] as [number, number],
    parcel: `${i + 1}`,
    ...(i === 0 && building ? { building } : {}),
  }));
}

const SEJONGNO: OfficialAddress['names'] = ['서울특별시', '종로구', '세종로'];
const TAEPYEONG: OfficialAddress['names'] = ['서울특별시', '중구', '태평로1가'];
const YEOKSAM: OfficialAddress['names'] = ['서울특별시', '강남구', '역삼동'];
const GYODONG: OfficialAddress['names'] = ['강원특별자치도', '강릉시', '교동'];
const JUNGANG: OfficialAddress['names'] = ['부산광역시', '중구', '중앙동1가'];

beforeAll(async () => {
  await loadPlaces('test');
  await importAddresses([
    officialFiles([
      ...road(SEJONGNO, '1111011900', '111102005001', '세종대로', [126.977, 37.572], 6, '정부서울청사'),
      ...road(SEJONGNO, '1111011900', '111102005002', '종로', [126.979, 37.57], 5),
      ...road(SEJONGNO, '1111011900', '111104100001', '세종로길', [126.975, 37.571], 2),
      ...road(TAEPYEONG, '1114010300', '111402005001', '세종대로', [126.978, 37.566], 4),
      ...road(YEOKSAM, '1168010100', '116803122010', '테헤란로', [127.036, 37.5], 6, '강남파이낸스센터'),
      ...road(YEOKSAM, '1168010100', '116804166044', '테헤란로7길', [127.033, 37.5], 2),
    ]),
    officialFiles(road(GYODONG, '5115010200', '511503225001', '중앙로', [128.89, 37.755]), 'gangwon'),
    officialFiles(road(JUNGANG, '2611010100', '261103125001', '중앙로', [129.035, 35.103], 4), 'busan'),
  ]);
});

const names = async (text: string, near?: { lon: number; lat: number }) =>
  (await suggest(text, { near })).map(({ name }) => name);

describe('Korean', () => {
  test.each([
    ['서울', '서울특별시'],
    ['ㅅㅇㅌ', '서울특별시'],
    ['강원', '강원특별자치도'],
    ['ㅈㄹㄱ', '종로구'],
    ['종로ㄱ', '종로구'],
    ['종록', '종로구'],
    ['역삼', '역삼동'],
    ['세종대', '세종대로'],
    ['세종대롱', '세종대로'], // the last final opens the next syllable
    ['ㅅㅈㄷㄹ', '세종대로'],
    ['ㅅㅈ', '세종로'],
    ['세종ㄷㄹ', '세종대로'],
    ['ㅌㅎㄹ', '테헤란로'],
    ['ㅌㅎㄹㄹ7', '테헤란로7길'],
    ['테헤란로7', '테헤란로7길'],
    ['강남파', '강남파이낸스센터'],
    ['ㄱㄴㅍㅇ', '강남파이낸스센터'],
    ['정부 서울', '정부서울청사'],
    ['강남 테헤', '테헤란로'],
    ['서울 강남 ㅌㅎ', '테헤란로'],
    ['종로 세종대', '세종대로'],
    ['ㅈㄹㄱ ㅅㅈㄷ', '세종대로'],
    ['tpwhde', '세종대로'], // the keyboard was left on English
  ])('%s -> %s', async (text, name) => expect((await names(text))[0]).toBe(name));

  test('while 세종 is typed, 세조 is on the way', async () =>
    expect(await names('세조')).toContain('세종대로'));

  test('an area before the road keeps to the area', async () => {
    const found = await suggest('중구 세종대');
    expect(found.map(({ area }) => area)).toEqual(['서울특별시 중구']);
    expect(await names('강남 세종대')).toEqual([]);
  });

  test('of equals the nearest to the map comes first', async () => {
    const first = async (near: { lon: number; lat: number }) => (await suggest('중앙로', { near }))[0]!.area;
    expect(await first(GANGNEUNG)).toBe('강원특별자치도 강릉시');
    expect(await first({ lon: 129, lat: 35.1 })).toBe('부산광역시 중구');
    expect((await suggest('중구', { near: SEOUL }))[0]!.area).toBe('서울특별시');
    expect((await suggest('중구', { near: { lon: 129, lat: 35.1 } }))[0]!.area).toBe('부산광역시');
  });

  test('areas come before roads, and wide roads before lanes', async () => {
    expect((await names('종로')).slice(0, 2)).toEqual(['종로구', '종로']);
    const begun = await names('세종');
    expect(begun.indexOf('세종로')).toBeLessThan(begun.indexOf('세종대로'));
    expect(begun.indexOf('세종대로')).toBeLessThan(begun.indexOf('세종로길'));
  });

  test('a number is looked up, with the address said', async () => {
    const [best] = await suggest('테헤란로 2', { near: SEOUL });
    expect(best).toMatchObject({ level: 'address', label: '서울특별시 강남구 테헤란로 2 (역삼동)' });
  });

  test('each has a kind, a name and the area it lies in', async () => {
    expect((await suggest('역삼'))[0]).toMatchObject({
      level: 'legal_dong',
      name: '역삼동',
      area: '서울특별시 강남구',
    });
    expect((await suggest('강남파'))[0]).toMatchObject({
      level: 'place',
      point: 'entrance',
      area: '서울특별시 강남구 테헤란로 1 (역삼동)',
    });
  });
});

describe('Latin letters', () => {
  test.each([
    ['par', 'Paris'],
    ['Jongno', '종로구'],
    ['sejong-dae', '세종대로'],
    ['teheran', '테헤란로'],
    ['gangnam', '강남구'],
  ])('%s -> %s', async (text, name) => expect(await names(text)).toContain(name));
});

describe('names are written out', () => {
  const count = async (name: string) =>
    (await query('select 1 from gazetteer.spelling where name = $1', [name])).length;

  test('once each, and for what was imported before', async () => {
    expect(await count('세종대로')).toBe(1);
    await query('delete from gazetteer.spelling');
    expect(await names('ㅅㅈㄷㄹ')).toEqual([]);
    await query(`update gazetteer.publication set spelled = null where family = 'kr'`);
    await completeSpellings();
    expect((await names('ㅅㅈㄷㄹ'))[0]).toBe('세종대로');
  });

  test('also for what a change file brings', async () => {
    const folder = officialFiles([]);
    writeOfficial(folder, 'AlterD.JUSUKR.20261101.TH_SGCO_RNADR_MST.TXT', [
      '11680101000000000000000009|1168010100|서울특별시|강남구|역삼동||0|99|0|116804166099|도곡샛길|0|9|0|1168010100|역삼1동|06234||20261101|0|31||||',
    ]);
    await updateAddresses([folder]);
    expect(await count('도곡샛길')).toBe(1);
  });
});

test.each(['%', '_', '\\', "'; drop table layer; --", ' ', 'ㅋ', '가나다라마바사아자차카타파하'.repeat(50)])(
  'nothing for %j, without an error',
  async (text) => expect(await suggest(text)).toEqual([]),
);
