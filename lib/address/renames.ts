import { isDistrict } from './korean/districts';
import { areaKey } from './korean/name-keys';
import type { Province } from './types';

/**
 * Districts that changed their name, rank, province or extent. Each row holds for both directions: an address
 * written with one side may be found in an edition that has the other. A place is "시도 시군구 [구]".
 * Where one district became several, each of them is an alternative.
 */
const rows = `
인천 남구 = 인천 미추홀구
인천 북구 = 인천 부평구, 인천 계양구
인천 중구 = 인천 제물포구, 인천 영종구
인천 동구 = 인천 제물포구
인천 서구 = 인천 서해구, 인천 검단구
경북 군위군 = 대구 군위군
경북 달성군 = 대구 달성군
경기 강화군 = 인천 강화군
경기 옹진군 = 인천 옹진군
경남 울산시 = 울산
경남 울산군 = 울산 울주군
경남 울주군 = 울산 울주군
경남 양산군 = 경남 양산시, 부산 기장군
충남 연기군 = 세종
충북 청원군 = 충북 청주시 청원구, 충북 청주시 흥덕구, 충북 청주시 서원구, 충북 청주시 상당구
경남 마산시 = 경남 창원시 마산합포구, 경남 창원시 마산회원구
경남 마산시 합포구 = 경남 창원시 마산합포구
경남 마산시 회원구 = 경남 창원시 마산회원구
경남 진해시 = 경남 창원시 진해구
제주 북제주군 = 제주 제주시
제주 남제주군 = 제주 서귀포시
경기 여주군 = 경기 여주시
경기 양주군 = 경기 양주시
경기 포천군 = 경기 포천시
경기 화성군 = 경기 화성시
경기 광주군 = 경기 광주시
경기 김포군 = 경기 김포시
경기 안성군 = 경기 안성시
경기 이천군 = 경기 이천시
경기 파주군 = 경기 파주시
경기 용인군 = 경기 용인시 처인구, 경기 용인시 기흥구, 경기 용인시 수지구
경기 남양주군 = 경기 남양주시
경기 미금시 = 경기 남양주시
경기 송탄시 = 경기 평택시
경기 평택군 = 경기 평택시
경기 고양시 일산구 = 경기 고양시 일산동구, 경기 고양시 일산서구
강원 춘천군 = 강원 춘천시
강원 원주군 = 강원 원주시
강원 명주군 = 강원 강릉시
강원 삼척군 = 강원 삼척시
충북 중원군 = 충북 충주시
충북 제원군 = 충북 제천시
충남 당진군 = 충남 당진시
충남 논산군 = 충남 논산시
충남 대천시 = 충남 보령시
충남 보령군 = 충남 보령시
충남 온양시 = 충남 아산시
충남 아산군 = 충남 아산시
충남 서산군 = 충남 서산시
충남 공주군 = 충남 공주시
충남 천안군 = 충남 천안시 동남구, 충남 천안시 서북구
전북 이리시 = 전북 익산시
전북 익산군 = 전북 익산시
전북 정주시 = 전북 정읍시
전북 정읍군 = 전북 정읍시
전북 옥구군 = 전북 군산시
전북 남원군 = 전북 남원시
전북 김제군 = 전북 김제시
전남 여천시 = 전남 여수시
전남 여천군 = 전남 여수시
전남 동광양시 = 전남 광양시
전남 광양군 = 전남 광양시
전남 승주군 = 전남 순천시
전남 나주군 = 전남 나주시
경북 점촌시 = 경북 문경시
경북 문경군 = 경북 문경시
경북 선산군 = 경북 구미시
경북 영일군 = 경북 포항시 남구, 경북 포항시 북구
경북 경주군 = 경북 경주시
경북 안동군 = 경북 안동시
경북 금릉군 = 경북 김천시
경북 영풍군 = 경북 영주시
경북 영천군 = 경북 영천시
경북 상주군 = 경북 상주시
경북 경산군 = 경북 경산시
경남 충무시 = 경남 통영시
경남 통영군 = 경남 통영시
경남 삼천포시 = 경남 사천시
경남 사천군 = 경남 사천시
경남 장승포시 = 경남 거제시
경남 거제군 = 경남 거제시
경남 진양군 = 경남 진주시
경남 김해군 = 경남 김해시
경남 밀양군 = 경남 밀양시
경남 창원군 = 경남 창원시 마산합포구, 경남 창원시 의창구
경기 부천시 = 경기 부천시 원미구, 경기 부천시 소사구, 경기 부천시 오정구
경기 화성시 = 경기 화성시 만세구, 경기 화성시 효행구, 경기 화성시 병점구, 경기 화성시 동탄구`;

interface Place {
  province?: Province;
  districts: string[];
}

interface Step {
  to: Place;
  /** True from the older to the newer name. */
  forward: boolean;
}

const byKey = new Map<string, Step[]>();
/** Districts without a province: only names that few provinces have. */
const byName = new Map<string, Step[]>();

const placeOf = (text: string): Place => {
  const [province, ...districts] = text.trim().split(' ');
  return { province: province as Province, districts };
};
const keyOf = (province: Province | undefined, districts: string[]) =>
  `${province ?? ''}:${districts.map((name) => areaKey(name)).join(' ')}`;

/** Names that many provinces have: without a province they say nothing about a rename. */
const common = new Set(['중구', '동구', '서구', '남구', '북구']);

function add(from: Place, to: Place, forward: boolean): void {
  const put = (map: Map<string, Step[]>, key: string) => {
    const list = map.get(key);
    if (list) list.push({ to, forward });
    else map.set(key, [{ to, forward }]);
  };
  put(byKey, keyOf(from.province, from.districts));
  const [first] = from.districts;
  if (first && !common.has(first)) put(byName, keyOf(undefined, from.districts));
}

for (const row of rows.trim().split('\n')) {
  const [left, right] = row.split(' = ') as [string, string];
  for (const other of right.split(',')) {
    add(placeOf(left), placeOf(other), true);
    add(placeOf(other), placeOf(left), false);
  }
}

/** 광주 and 전남 were joined on 2026-07-01; the names of their districts stayed. */
function joinedProvinces(province: Province | undefined, districts: string[]): Place[] {
  if (province === '광주' || province === '전남') return [{ province: '전남광주', districts }];
  if (province !== '전남광주') return [];
  const parts = (['광주', '전남'] as const).filter(
    (part) =>
      districts.length === 0 || isDistrict(districts[0]!, part) || isDistrict(`${districts[0]}시`, part),
  );
  return parts.map((part) => ({ province: part, districts }));
}

/** As many places as renames can reach, each once, nearest first. */
const most = 8;

/**
 * The same place under its older and newer names, in both directions, without the place itself: 인천 남구 ->
 * 인천 미추홀구; 경북 군위군 -> 대구 군위군; 부천시 -> 부천시 원미구 and the others; 전남광주 동구 -> 광주 동구.
 * Districts are given as read (수원시, 수원, 장안구), the province may be unknown. Empty where nothing changed.
 */
export function districtAlternatives(province: Province | undefined, districts: string[]): Place[] {
  const found: Place[] = [];
  const seen = new Set([keyOf(province, districts), keyOf(province, withEndings(districts))]);
  const take = (place: Place) => {
    const key = keyOf(place.province, place.districts);
    if (seen.has(key) || found.length >= most) return;
    seen.add(key);
    found.push(place);
  };
  const steps = stepsFrom(province, districts);
  for (const step of steps) take(step.to);
  for (const { to, forward } of steps) {
    // going on in the same direction only: 중구 and 동구 both went into 제물포구 but are not each other
    for (const step of stepsFrom(to.province, to.districts)) if (step.forward === forward) take(step.to);
    for (const place of joinedProvinces(to.province, to.districts)) take(place);
  }
  for (const place of joinedProvinces(province, districts)) take(place);
  return found;
}

function stepsFrom(province: Province | undefined, districts: string[]): Step[] {
  const map = province ? byKey : byName;
  const written = map.get(keyOf(province, districts));
  return written ?? map.get(keyOf(province, withEndings(districts))) ?? [];
}

/** Short names completed as far as the table can know: 부천 -> 부천시. */
function withEndings(districts: string[]): string[] {
  return districts.map((name, i) => {
    if (/[시군구]$/.test(name)) return name;
    return i === 0 && districts.length > 1
      ? `${name}시`
      : isDistrict(`${name}군`)
        ? `${name}군`
        : `${name}시`;
  });
}
