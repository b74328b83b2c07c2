import { beforeAll, describe, expect, test } from 'vitest';
import { importAddresses } from '@/lib/gazetteer/import';
import { metres } from '@/lib/geocode/distance';
import { geocodeBatch, geocodeText } from '@/lib/geocode/geocode';
import { freshDatabase } from '../support/database';
import { type OfficialAddress, officialFiles } from './official';

freshDatabase();

const ROAD_CODES: Record<string, string> = {
  테헤란로: '116803122010',
  테헤란로4길: '116804166001',
  역삼로: '116803122011',
  중앙로: '116803122012',
};

const seoul = (
  more: Partial<OfficialAddress> & Pick<OfficialAddress, 'road' | 'number' | 'parcel'>,
): OfficialAddress => ({
  dong: '1168010100',
  names: ['서울특별시', '강남구', '역삼동'],
  // The code names the road: another one for each.
  roadCode: ROAD_CODES[more.road]!,
  ...more,
});

const rural = (village: string, code: string, more: Partial<OfficialAddress>): OfficialAddress => ({
  dong: `51110310${code}`,
  names: ['강원특별자치도', '춘천시', '동내면', village],
  roadCode: '511103000001',
  road: '세실로',
  number: '49',
  parcel: '100',
  ...more,
});

const addresses: OfficialAddress[] = [
  seoul({
    road: '테헤란로',
    number: '152',
    parcel: '737',
    point: [127.0365, 37.5],
    building: '강남파이낸스센터',
    postcode: '06236',
  }),
  seoul({ road: '테헤란로', number: '154', parcel: '737-2', point: [127.037, 37.5002] }),
  seoul({
    road: '테헤란로',
    number: '160',
    parcel: '738',
    point: [127.0385, 37.5006],
    parcels: ['738-1', '738-2'],
  }),
  seoul({ road: '테헤란로', number: '지하 205', parcel: '739', point: [127.044, 37.502] }),
  seoul({ road: '테헤란로4길', number: '6', parcel: '826-1', point: [127.031, 37.497] }),
  seoul({ road: '역삼로', number: '12', parcel: '산 51-1', point: [127.033, 37.494] }),
  seoul({ road: '역삼로', number: '90', parcel: '999' }), // no file has its point
  seoul({ road: '중앙로', number: '10', parcel: '5', point: [127.05, 37.51] }),
  {
    dong: '1150010200',
    names: ['서울특별시', '강서구', '등촌동'],
    roadCode: '115003000001',
    road: '양천로',
    number: '500',
    parcel: '700',
    point: [126.86, 37.56],
    adminDong: '등촌제3동',
  },
  {
    dong: '1150010200',
    names: ['서울특별시', '강서구', '등촌동'],
    roadCode: '115003000002',
    road: '중앙로',
    number: '10',
    parcel: '12',
    point: [126.85, 37.55],
  },
  {
    dong: '4111113700',
    names: ['경기도', '수원시 장안구', '연무동'],
    roadCode: '411112012001',
    road: '창룡대로',
    number: '223',
    parcel: '28-3',
    point: [127.0336, 37.2947],
  },
  {
    dong: '4161010100',
    names: ['경기도', '광주시', '경안동'],
    roadCode: '416103000001',
    road: '광주대로',
    number: '30',
    parcel: '12',
    point: [127.255, 37.41],
  },
  {
    dong: '2914010100',
    names: ['광주광역시', '서구', '양동'],
    roadCode: '291403000001',
    road: '광주대로',
    number: '30',
    parcel: '12',
    point: [126.895, 35.154],
  },
  {
    dong: '2911010900',
    names: ['광주광역시', '동구', '대인동'],
    roadCode: '291103009001',
    road: '구성로',
    number: '194',
    parcel: '313',
    point: [126.9165, 35.1536],
  },
  {
    dong: '3611010300',
    names: ['세종특별자치시', '', '보람동'],
    roadCode: '361102000002',
    road: '한누리대로',
    number: '2130',
    parcel: '645',
    point: [127.289, 36.48],
  },
  {
    dong: '2817710100',
    names: ['인천광역시', '미추홀구', '숭의동'],
    roadCode: '281773000001',
    road: '독배로',
    number: '503',
    parcel: '131',
    point: [126.65, 37.46],
  },
  {
    dong: '2772025021',
    names: ['대구광역시', '군위군', '군위읍', '동부리'],
    roadCode: '277203000001',
    road: '군청로',
    number: '200',
    parcel: '607',
    point: [128.5727, 36.2428],
  },
  {
    dong: '5211110100',
    names: ['전북특별자치도', '전주시 완산구', '효자동3가'],
    roadCode: '521113000001',
    road: '효자로',
    number: '225',
    parcel: '1',
    point: [127.1087, 35.8203],
  },
  rural('거두리', '21', { number: '49', parcel: '100', point: [127.75, 37.85] }),
  rural('학곡리', '22', { number: '300', parcel: '100', point: [127.72, 37.83] }),
  rural('학곡리', '22', { number: '302', parcel: '77-1', point: [127.721, 37.831] }),
];

beforeAll(async () => {
  await importAddresses([officialFiles(addresses)]);
});

const at = (road: string, number: string, district?: string) => {
  const found = addresses.find(
    (one) => one.road === road && one.number === number && (!district || one.names[1] === district),
  );
  const [lon, lat] = found!.point!;
  return { lon, lat };
};

describe('exact', () => {
  test.each([
    ['서울특별시 강남구 테헤란로 152', 'address', '테헤란로', '152'],
    ['서울 강남구 테헤란로 152, 20층 (역삼동, 강남파이낸스센터)', 'address', '테헤란로', '152'],
    ['강남구테헤란로152', 'address', '테헤란로', '152'],
    ['서울 강남 테헤란로152', 'address', '테헤란로', '152'],
    ['(06236) 서울특별시 강남구 테헤란로 152', 'address', '테헤란로', '152'],
    ['서울특별시 강남구 테헤란로 지하205', 'address', '테헤란로', '지하 205'],
    ['서울특별시 강남구 테헤란로 4길 6', 'address', '테헤란로4길', '6'],
    ['서울특별시 강남구 역삼동 737', 'parcel', '테헤란로', '152'],
    ['서울특별시 강남구 역삼동 737번지 2호', 'parcel', '테헤란로', '154'],
    ['서울 강남구 역삼동 738-2', 'parcel', '테헤란로', '160'],
    ['서울 강남구 역삼동 산51-1번지', 'parcel', '역삼로', '12'],
    ['서울특별시 강서구등촌제3동700-0', 'parcel', '양천로', '500'],
    ['경기 수원시 창룡대로 223', 'address', '창룡대로', '223'],
    ['수원 장안구 연무동 28-3', 'parcel', '창룡대로', '223'],
    ['세종시 한누리대로 2130', 'address', '한누리대로', '2130'],
    ['152, Teheran-ro, Gangnam-gu, Seoul', 'address', '테헤란로', '152'],
  ])('%s', async (text, level, road, number) => {
    const { status, match } = await geocodeText(text);
    expect(status).toBe('ok');
    expect(match!.level).toBe(level);
    expect(metres(match!, at(road, number))).toBeLessThan(1);
    expect(match!.score).toBeGreaterThan(0.9);
  });

  test('the answer in standard form, with its codes', async () => {
    const { match } = await geocodeText('서울 강남구 테헤란로 152');
    expect(match).toMatchObject({
      address: '서울특별시 강남구 테헤란로 152 (역삼동)',
      parcel: '서울특별시 강남구 역삼동 737',
      postcode: '06236',
      name: '강남파이낸스센터',
      point: 'entrance',
      codes: { road: '116803122010', legal_dong: '1168010100' },
    });
    const village = await geocodeText('강원특별자치도 춘천시 동내면 학곡리 77-1');
    expect(village.match).toMatchObject({
      address: '강원특별자치도 춘천시 동내면 세실로 302',
      parcel: '강원특별자치도 춘천시 동내면 학곡리 77-1',
    });
  });

  test('what was set aside or understood otherwise is said', async () => {
    const { match } = await geocodeText('서울 강남구 역삼동 737 외 2필지 101동 1203호');
    const rules = match!.changes.map(({ rule }) => rule);
    expect(rules).toContain('other-parcels');
    expect(rules).toContain('province-alias');
  });
});

describe('names that were changed', () => {
  test.each([
    ['강원도 춘천시 동내면 세실로 49', '세실로', '49'],
    ['전라북도 전주시 완산구 효자로 225', '효자로', '225'],
    ['인천 남구 독배로 503', '독배로', '503'],
    ['경상북도 군위군 군위읍 군청로 200', '군청로', '200'],
    ['전남광주통합특별시 동구 구성로 194', '구성로', '194'],
  ])('%s', async (text, road, number) => {
    const { status, match } = await geocodeText(text);
    expect(status).toBe('ok');
    expect(match!.level).toBe('address');
    expect(metres(match!, at(road, number))).toBeLessThan(1);
  });
});

describe('several places', () => {
  test('광주 may be the metropolis or the city in 경기', async () => {
    const { status, candidates } = await geocodeText('광주 광주대로 30');
    expect(status).toBe('ambiguous');
    expect(candidates!.map(({ address }) => address).sort()).toEqual([
      '경기도 광주시 광주대로 30 (경안동)',
      '광주광역시 서구 광주대로 30 (양동)',
    ]);
  });

  test.each([
    ['경기도 광주시 광주대로 30', '광주시'],
    ['광주광역시 광주대로 30', '서구'],
    ['광주 서구 광주대로 30', '서구'],
  ])('%s is one of them', async (text, district) => {
    const { status, match } = await geocodeText(text);
    expect(status).toBe('ok');
    expect(metres(match!, at('광주대로', '30', district))).toBeLessThan(1);
  });

  test('a road of two districts without its district; the dong in brackets decides', async () => {
    const open = await geocodeText('서울특별시 중앙로 10');
    expect(open).toMatchObject({ status: 'ambiguous', reason: 'several' });
    expect(open.candidates).toHaveLength(2);
    const decided = await geocodeText('서울특별시 중앙로 10 (등촌동)');
    expect(decided.status).toBe('ok');
    expect(metres(decided.match!, at('중앙로', '10', '강서구'))).toBeLessThan(1);
  });

  test('a parcel number of two 리 without its 리 is never a confident point', async () => {
    const { status, match } = await geocodeText('강원도 춘천시 동내면 100');
    expect(status === 'ambiguous' || match?.level === 'legal_dong').toBe(true);
    const decided = await geocodeText('강원도 춘천시 동내면 거두리 100');
    expect(metres(decided.match!, at('세실로', '49'))).toBeLessThan(1);
  });
});

describe('what is not there', () => {
  test.each([
    ['서울 강남구 테헤란로 156', 'near', '154'],
    ['서울 강남구 테헤란로 152-3', 'near', '152'],
    ['서울 강남구 테헤란로 9999', 'road', undefined],
    ['서울 강남구 역삼동 9999', 'legal_dong', undefined],
    ['서울 강남구 역삼동 737-9', 'near', undefined],
    ['강원 춘천시 동내면 학곡리 9999', 'legal_dong', undefined],
    ['서울 강남구 없는길 3', 'district', undefined],
    ['서울 강남구 없는길 3 (역삼동)', 'legal_dong', undefined],
  ])('%s falls to %s', async (text, level, number) => {
    const { match } = await geocodeText(text);
    expect(match?.level).toBe(level);
    expect(match!.score).toBeLessThan(0.85);
    expect(match!.uncertainty_m).toBeGreaterThanOrEqual(30);
    if (number) expect(metres(match!, at('테헤란로', number))).toBeLessThan(1);
  });

  test('few addresses loaded tell little of how far an area reaches', async () => {
    const lost = (text: string) => geocodeText(text).then(({ match }) => match!);
    const district = await lost('서울 강남구 없는길 3');
    expect(district.level).toBe('district');
    expect(district.uncertainty_m).toBeGreaterThan(3_000);
    const dong = await lost('서울 강남구 역삼동 9999');
    expect(dong.level).toBe('legal_dong');
    expect(dong.uncertainty_m).toBeGreaterThan(500);
    expect(dong.uncertainty_m).toBeLessThan(district.uncertainty_m);
    expect((await lost('서울 강남구 중앙로 999')).uncertainty_m).toBeGreaterThan(500);
  });

  test('an address whose point no file has is not given a wrong one', async () => {
    const { match } = await geocodeText('서울 강남구 역삼로 90');
    expect(['road', 'legal_dong', 'district', 'near']).toContain(match!.level);
    const parcel = await geocodeText('서울 강남구 역삼동 999');
    expect(parcel.match!.level).toBe('legal_dong');
  });

  test('the number in another district than the one written is a question', async () => {
    const answer = await geocodeText('서울 강남구 양천로 500');
    expect(answer).toMatchObject({ status: 'ambiguous', reason: 'other_district' });
    expect(answer.match).toBeUndefined();
  });

  test('one letter wrong: an answer with evidence, a question without', async () => {
    const told = await geocodeText('서울 강남구 테해란로 152 (역삼동)');
    expect(told).toMatchObject({ status: 'ok', match: { level: 'address' } });
    expect(told.match!.changes).toContainEqual({ rule: 'similar-road', from: '테해란로', to: '테헤란로' });
    expect(await geocodeText('서울 강남구 역잠로 12')).toMatchObject({
      status: 'ambiguous',
      reason: 'uncertain',
    });
  });

  test.each([
    ['', 'skipped', 'empty'],
    ['   ', 'skipped', 'empty'],
    ['부산광역시 해운대구 해운대로 1', 'not_found', 'province_not_loaded'],
    ['없는빌딩', 'not_found', 'name_unknown'],
  ])('%j is %s', async (text, status, reason) => {
    expect(await geocodeText(text)).toMatchObject({ status, reason });
  });
});

describe('areas and names', () => {
  test.each([
    ['서울특별시 강남구 역삼동', 'legal_dong'],
    ['서울 강남구', 'district'],
    ['서울특별시', 'province'],
    ['수원시', 'district'],
    ['서울 강남구 테헤란로', 'road'],
    ['강남파이낸스센터', 'place'],
    ['서울 강남구 강남파이낸스센터', 'place'],
  ])('%s is a %s', async (text, level) => {
    expect(await geocodeText(text)).toMatchObject({ status: 'ok', match: { level } });
  });
});

test('one text has the same answer alone, and anywhere in a batch', async () => {
  const texts = [
    '서울특별시 강남구 테헤란로 152',
    '서울 강남구 테헤란로 156',
    '광주 광주대로 30',
    '없는빌딩',
    '',
    '경상북도 군위군 군위읍 군청로 200',
    '서울 강남구 역삼동 738-2',
  ];
  const alone = await Promise.all(texts.map((text) => geocodeText(text)));
  const many = Array.from({ length: 700 }, (_, i) => (i * 5) % texts.length);
  const batch = await geocodeBatch(many.map((i) => texts[i]!));
  expect(batch).toEqual(many.map((i) => alone[i]));
});
