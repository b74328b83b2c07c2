import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { transformer } from '@/lib/crs/transform';

/**
 * Invented addresses in the official formats, the same for the same seed: real 시도, invented districts,
 * towns and roads in the proportions of the real ones (road names that repeat over districts, roads of 20
 * to 400 numbers, 리 in the country, further parcels for a quarter of the addresses).
 */

export interface Generated {
  province: string;
  token: string; // of file names
  district: string; // '' in 세종
  town: string;
  village: string;
  legalCode: string;
  road: string;
  roadCode: string;
  main: number;
  sub: number;
  parcel: Parcel;
  furtherParcel?: Parcel;
  building: string;
  adminDong: string;
  postcode: string;
  x: number; // EPSG:5179
  y: number;
}

interface Parcel {
  mountain: boolean;
  main: number;
  sub: number;
}

export interface Query {
  text: string;
  /** The address it means; null where none exists. */
  expected: { roadCode: string; main: number; sub: number; lon: number; lat: number } | null;
}

type Random = () => number;

/** mulberry32 */
function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pick = <T>(list: readonly T[], next: Random): T => list[Math.floor(next() * list.length)]!;

/** name, token, code, middle, kind of districts, share of addresses */
const provinces: [string, string, string, [number, number], 'city' | 'country', number][] = [
  ['서울특별시', 'seoul', '11', [127.0, 37.56], 'city', 9],
  ['부산광역시', 'busan', '26', [129.05, 35.18], 'city', 5],
  ['대구광역시', 'daegu', '27', [128.58, 35.86], 'city', 4],
  ['인천광역시', 'incheon', '28', [126.68, 37.48], 'city', 4],
  ['광주광역시', 'gwangju', '29', [126.86, 35.16], 'city', 2],
  ['대전광역시', 'daejeon', '30', [127.39, 36.34], 'city', 2],
  ['울산광역시', 'ulsan', '31', [129.27, 35.55], 'city', 2],
  ['세종특별자치시', 'sejong', '36', [127.27, 36.55], 'city', 1],
  ['경기도', 'gyunggi', '41', [127.15, 37.4], 'country', 18],
  ['강원특별자치도', 'gangwon', '51', [128.25, 37.75], 'country', 6],
  ['충청북도', 'chungbuk', '43', [127.8, 36.7], 'country', 6],
  ['충청남도', 'chungnam', '44', [126.85, 36.5], 'country', 7],
  ['전북특별자치도', 'jeonbuk', '52', [127.1, 35.75], 'country', 7],
  ['전라남도', 'jeonnam', '46', [126.85, 34.85], 'country', 8],
  ['경상북도', 'gyeongbuk', '47', [128.75, 36.35], 'country', 9],
  ['경상남도', 'gyeongnam', '48', [128.35, 35.3], 'country', 8],
  ['제주특별자치도', 'jeju', '50', [126.55, 33.4], 'country', 2],
];

const syllables =
  '가나다라마바사아자하강경곡금남내대덕동두명문미방백봉산상서석선성송수신안양연영오용우운원월은인장재정조죽중지진창천청초탄태평포풍학한행현호홍화황회흥'.split(
    '',
  );
const commonRoads = [
  '중앙로',
  '시청로',
  '강변로',
  '역전로',
  '번영로',
  '문화로',
  '충효로',
  '학교길',
  '새마을길',
  '평화로',
  '장터길',
  '대학로',
  '공단로',
  '산업로',
];
const cardinal = ['중구', '동구', '서구', '남구', '북구'];

function word(next: Random, length: number): string {
  let out = '';
  for (let i = 0; i < length; i++) out += pick(syllables, next);
  return out;
}

interface Area {
  town: string;
  village: string;
  legalCode: string;
  parcels: number;
  /** Where its roads begin, EPSG:5179. */
  at: [number, number];
}

const toGrid = transformer('EPSG:4326', 'EPSG:5179');
const toDegrees = transformer('EPSG:5179');

const DISTRICTS_A_SHARE = 2.4;

/** All addresses, road by road. */
export function* generate(rows: number, seed = 1): Generator<Generated> {
  const next = random(seed);
  const shares = provinces.reduce((sum, one) => sum + one[5], 0);
  const districtNames = new Set<string>();
  let made = 0;
  for (let p = 0; p < provinces.length; p++) {
    const [province, token, code, middle, kind, share] = provinces[p]!;
    const last = p === provinces.length - 1;
    const wanted = last ? rows - made : Math.round((rows * share) / shares);
    const districts = token === 'sejong' ? 1 : Math.max(2, Math.round(share * DISTRICTS_A_SHARE));
    const [cx, cy] = toGrid(middle[0], middle[1]);
    let left = wanted;
    for (let d = 0; d < districts && left > 0; d++) {
      const share = d === districts - 1 ? left : Math.min(left, Math.ceil(wanted / districts));
      const rural = kind === 'country' && d % 2 === 1;
      const district = token === 'sejong' ? '' : districtName(kind, rural, d, districtNames, next);
      const districtCode = `${code}${String(110 + d * 10).padStart(3, '0')}`;
      const at: [number, number] = [cx + (next() - 0.5) * 16000, cy + (next() - 0.5) * 16000];
      yield* generateDistrict({ province, token, district, districtCode, rural, at, rows: share }, next);
      left -= share;
      made += share;
    }
  }
}

function districtName(
  kind: 'city' | 'country',
  rural: boolean,
  order: number,
  used: Set<string>,
  next: Random,
): string {
  if (kind === 'city' && order < cardinal.length) return cardinal[order]!;
  for (;;) {
    const name = word(next, 2) + (kind === 'city' ? '구' : rural ? '군' : '시');
    if (used.has(name)) continue;
    used.add(name);
    return name;
  }
}

interface District {
  province: string;
  token: string;
  district: string;
  districtCode: string;
  rural: boolean;
  at: [number, number];
  rows: number;
}

function* generateDistrict(district: District, next: Random): Generator<Generated> {
  const areas = areasOf(district, next);
  const roads = new Set<string>();
  let serial = 0;
  let left = district.rows;
  while (left > 0) {
    const road = roadName(roads, district.rural, next);
    roads.add(road);
    const roadCode = `${district.districtCode}${String(3000001 + serial++)}`;
    const area = pick(areas, next);
    const length = Math.min(left, Math.floor(20 + 380 * next() ** 3));
    left -= length;
    const start = [area.at[0] + (next() - 0.5) * 1500, area.at[1] + (next() - 0.5) * 1500] as const;
    const angle = next() * Math.PI * 2;
    const postcode = String(1000 + Math.floor(next() * 62000)).padStart(5, '0');
    let main = 0;
    let sub = 0;
    for (let i = 0; i < length; i++) {
      if (main > 0 && next() < 0.2) sub++;
      else {
        main += next() < 0.7 ? 1 : 2;
        sub = 0;
      }
      const along = main * 10 + sub * 1.5;
      const number = area.parcels++;
      yield {
        province: district.province,
        token: district.token,
        district: district.district,
        town: area.town,
        village: area.village,
        legalCode: area.legalCode,
        road,
        roadCode,
        main,
        sub,
        parcel: { mountain: number % 33 === 32, main: Math.floor(number / 4) + 1, sub: number % 4 },
        furtherParcel:
          number % 4 === 1 ? { mountain: false, main: Math.floor(number / 4) + 1, sub: 10 } : undefined,
        building:
          next() < 0.08 ? `${word(next, 3)}${pick(['아파트', '빌딩', '빌라', '교회', '타워'], next)}` : '',
        adminDong: district.rural ? area.town : area.town.replace(/동$/, '1동'),
        postcode,
        x: start[0] + Math.cos(angle) * along + (main % 2 ? 6 : -6),
        y: start[1] + Math.sin(angle) * along,
      };
    }
  }
}

function areasOf({ districtCode, rural, rows, at }: District, next: Random): Area[] {
  const somewhere = (): [number, number] => [at[0] + (next() - 0.5) * 12000, at[1] + (next() - 0.5) * 12000];
  const areas: Area[] = [];
  const used = new Set<string>();
  const unused = (suffix: string, length: number) => {
    for (;;) {
      const name = word(next, length) + suffix;
      if (!used.has(name)) {
        used.add(name);
        return name;
      }
    }
  };
  const towns = Math.max(3, Math.min(rural ? 12 : 30, Math.ceil(rows / 300)));
  for (let t = 0; t < towns; t++) {
    const town = rural ? unused(t === 0 ? '읍' : '면', 2) : unused('동', 2);
    const townCode = `${districtCode}${rural ? 250 + t * 10 : 101 + t}`;
    if (!rural) {
      areas.push({ town, village: '', legalCode: `${townCode}00`, parcels: 0, at: somewhere() });
      continue;
    }
    for (let v = 0; v < 8; v++) {
      areas.push({
        town,
        village: unused('리', 2),
        legalCode: `${townCode}${21 + v}`,
        parcels: 0,
        at: somewhere(),
      });
    }
  }
  return areas;
}

function roadName(used: ReadonlySet<string>, rural: boolean, next: Random): string {
  for (;;) {
    const base =
      next() < 0.06
        ? pick(commonRoads, next)
        : word(next, next() < 0.8 ? 2 : 3) +
          pick(rural ? ['길', '로', '길', '안길'] : ['로', '로', '대로', '길'], next);
    const branch = base.endsWith('로') && next() < 0.5 ? `${1 + Math.floor(next() * 300)}번길` : '';
    const name = base + branch;
    if (!used.has(name)) return name;
  }
}

/** A file of lines in CP949, written in large pieces. */
function writer(path: string) {
  const file = openSync(path, 'w');
  let lines: string[] = [];
  const flush = () => {
    if (lines.length) writeSync(file, iconv.encode(`${lines.join('\r\n')}\r\n`, 'cp949'));
    lines = [];
  };
  return {
    add(line: string) {
      lines.push(line);
      if (lines.length >= 20_000) flush();
    },
    end() {
      flush();
      closeSync(file);
    },
  };
}

const grid = (value: number) => value.toFixed(6);

/**
 * Writes entrc_*, rnaddrkor_* and jibun_rnaddrkor_* of all 시도 into `folder` (made when missing);
 * only entrc_* where `entrcOnly`.
 */
export function writeJuso(folder: string, rows: number, seed = 1, entrcOnly = false): void {
  mkdirSync(folder, { recursive: true });
  let token = '';
  let files:
    | {
        entrc: ReturnType<typeof writer>;
        road?: ReturnType<typeof writer>;
        jibun?: ReturnType<typeof writer>;
      }
    | undefined;
  const end = () => {
    for (const file of Object.values(files ?? {})) file.end();
  };
  let serial = 0;
  for (const a of generate(rows, seed)) {
    if (a.token !== token || !files) {
      end();
      token = a.token;
      files = {
        entrc: writer(join(folder, `entrc_${token}.txt`)),
        ...(!entrcOnly && {
          road: writer(join(folder, `rnaddrkor_${token}.txt`)),
          jibun: writer(join(folder, `jibun_rnaddrkor_${token}.txt`)),
        }),
      };
    }
    serial++;
    const blank = serial % 588 === 0; // 0.17 % have no coordinates
    const code = `${a.legalCode.slice(0, 8)}${a.roadCode.slice(5)}0${String(a.main).padStart(5, '0')}${String(a.sub).padStart(5, '0')}`;
    const mountain = a.parcel.mountain ? 1 : 0;
    files.entrc.add(
      `${a.legalCode.slice(0, 5)}|${serial}|${a.legalCode}|${a.province}|${a.district}|${a.town}|${a.roadCode}|${a.road}|0|${a.main}|${a.sub}|${a.building}|${a.postcode}|주택|0|${a.adminDong}|${blank ? '' : grid(a.x)}|${blank ? '' : grid(a.y)}`,
    );
    files.road?.add(
      `${code}|${a.legalCode}|${a.province}|${a.district}|${a.town}|${a.village}|${mountain}|${a.parcel.main}|${a.parcel.sub}|${a.roadCode}|${a.road}|0|${a.main}|${a.sub}|${a.legalCode}|${a.adminDong}|${a.postcode}||20200101|0||||${''}`,
    );
    const more = a.furtherParcel;
    if (more) {
      files.jibun?.add(
        `${code}|${a.legalCode}|${a.province}|${a.district}|${a.town}|${a.village}|0|${more.main}|${more.sub}|${a.roadCode}|0|${a.main}|${a.sub}|`,
      );
    }
  }
  end();
}

function expected(a: Generated): Query['expected'] {
  const [lon, lat] = toDegrees(Number(grid(a.x)), Number(grid(a.y)));
  return { roadCode: a.roadCode, main: a.main, sub: a.sub, lon, lat };
}

/** `count` of the addresses that the files have with coordinates, spread evenly over them. */
function sample(rows: number, count: number, seed: number): Generated[] {
  const step = rows / count;
  const out: Generated[] = [];
  let n = 0;
  let wanted = 0;
  for (const address of generate(rows, seed)) {
    n++;
    if (n <= wanted || n % 588 === 0) continue;
    out.push(address);
    wanted = out.length * step;
  }
  return out.slice(0, count);
}

/** Neighbours in a list are no neighbours on the ground: a list is rarely sorted by road. */
function shuffled<T>(list: T[], next: Random): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

const dashed = (main: number, sub: number) => (sub ? `${main}-${sub}` : String(main));
const joined = (...parts: string[]) => parts.filter(Boolean).join(' ');
const isRural = (a: Generated) => a.village !== '';

function roadText(a: Generated, province = a.province): string {
  return joined(province, a.district, isRural(a) ? a.town : '', a.road, dashed(a.main, a.sub));
}

function parcelText(a: Generated, province = a.province): string {
  const { mountain, main, sub } = a.parcel;
  return joined(province, a.district, a.town, a.village, `${mountain ? '산' : ''}${dashed(main, sub)}`);
}

export interface QueryOptions {
  rows: number; // of the generated files
  count: number;
  seed?: number; // of the generated files
}

export function roadQueries({ rows, count, seed = 1 }: QueryOptions): Query[] {
  return shuffled(sample(rows, count, seed), random(seed + 1)).map((a) => ({
    text: isRural(a) ? roadText(a) : `${roadText(a)} (${a.town})`,
    expected: expected(a),
  }));
}

/** Needs the rnaddrkor files loaded besides entrc. */
export function parcelQueries({ rows, count, seed = 1 }: QueryOptions): Query[] {
  return shuffled(sample(rows, count, seed), random(seed + 2)).map((a) => ({
    text: parcelText(a),
    expected: expected(a),
  }));
}

const old: Record<string, string> = {
  강원특별자치도: '강원도',
  전북특별자치도: '전라북도',
  서울특별시: '서울시',
  부산광역시: '부산',
  경기도: '경기',
  경상북도: '경북',
  제주특별자치도: '제주도',
};
const wide = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
/** A district of this name is in several 시도: without the 시도 nobody knows which. */
const nameIsShared = (a: Generated) => cardinal.includes(a.district) || a.district === '';

/** The faults of real lists, one each. */
const faults: ((a: Generated, next: Random) => string)[] = [
  (a) => joined(a.province, `${a.district}${isRural(a) ? a.town : ''}${a.road}${dashed(a.main, a.sub)}`),
  (a) =>
    joined(
      a.province,
      a.district,
      isRural(a) ? a.town : '',
      a.road.replace(/(로)(\d)/, '$1 $2'),
      `${dashed(a.main, a.sub)}번지`,
    ),
  (a) => (nameIsShared(a) ? roadText(a) : roadText(a, '')),
  (a) => `${roadText(a)} (${a.town}, ${a.building || '한빛아파트'})`,
  (a, next) => `${roadText(a)}, ${1 + Math.floor(next() * 20)}층`,
  (a, next) =>
    `${roadText(a)} ${101 + Math.floor(next() * 9)}동 ${1 + Math.floor(next() * 15)}0${1 + Math.floor(next() * 4)}호`,
  (a) => wide(roadText(a)),
  (a) => roadText(a, old[a.province] ?? a.province),
  (a) => `${a.postcode} ${roadText(a)}`,
  (a) => `${roadText(a)} (${a.town}`,
  (a) => `${parcelText(a)}번지`,
  (a) =>
    joined(
      a.province,
      a.district,
      a.town,
      a.village,
      `${a.parcel.mountain ? '산 ' : ''}${a.parcel.main}번지${a.parcel.sub ? ` ${a.parcel.sub}호` : ''}`,
    ),
  (a) => parcelText(a, old[a.province] ?? a.province),
  (a) =>
    joined(
      a.province,
      a.district,
      isRural(a) ? a.town : a.adminDong,
      a.village,
      `${a.parcel.mountain ? '산' : ''}${dashed(a.parcel.main, a.parcel.sub)}`,
    ),
  (a) => `${parcelText(a)} 외 2필지`,
];

/** Texts that mean no address of the files: numbers beyond the road, roads and parcels that do not exist. */
const misses: ((a: Generated, next: Random) => string)[] = [
  (a) => joined(a.province, a.district, isRural(a) ? a.town : '', a.road, String(5000 + a.main)),
  (a, next) =>
    joined(a.province, a.district, isRural(a) ? a.town : '', `${word(next, 4)}로`, dashed(a.main, a.sub)),
  (a) => joined(a.province, a.district, a.town, a.village, dashed(90_000 + a.main, 0)),
  (a, next) => joined(a.province, `${word(next, 3)}시`, `${word(next, 4)}길`, String(a.main)),
  (a, next) => `${word(next, 5)} ${word(next, 3)} ${a.main}`,
  (_, next) => word(next, 8),
];

/** 40 % clean, 40 % with one fault each, 20 % not in the gazetteer, mixed. */
export function dirtyQueries({ rows, count, seed = 1 }: QueryOptions): Query[] {
  const next = random(seed + 3);
  return shuffled(sample(rows, count, seed), next).map((a, i) => {
    const share = i % 10;
    if (share < 3) return { text: roadText(a), expected: expected(a) };
    if (share < 4) return { text: parcelText(a), expected: expected(a) };
    if (share < 8) return { text: pick(faults, next)(a, next), expected: expected(a) };
    return { text: pick(misses, next)(a, next), expected: null };
  });
}

export function missQueries({ rows, count, seed = 1 }: QueryOptions): Query[] {
  const next = random(seed + 4);
  return shuffled(sample(rows, count, seed), next).map((a) => ({
    text: pick(misses, next)(a, next),
    expected: null,
  }));
}
