import type { Province } from '../types';

/**
 * The names of 시군구 and 일반구, of today and abolished: vocabulary that helps to split joined text.
 * A name that is not here is still read where it stands as a word of its own.
 */
const table: Record<Province, string> = {
  서울: `종로구 중구 용산구 성동구 광진구 동대문구 중랑구 성북구 강북구 도봉구 노원구 은평구 서대문구 마포구 양천구
    강서구 구로구 금천구 영등포구 동작구 관악구 서초구 강남구 송파구 강동구`,
  부산: `중구 서구 동구 영도구 부산진구 동래구 남구 북구 해운대구 사하구 금정구 강서구 연제구 수영구 사상구 기장군`,
  대구: `중구 동구 서구 남구 북구 수성구 달서구 달성군 군위군`,
  인천: `중구 동구 미추홀구 연수구 남동구 부평구 계양구 서구 남구 북구 제물포구 영종구 서해구 검단구 강화군 옹진군`,
  광주: `동구 서구 남구 북구 광산구`,
  대전: `동구 중구 서구 유성구 대덕구`,
  울산: `중구 남구 동구 북구 울주군`,
  세종: ``,
  경기: `수원시(장안구,권선구,팔달구,영통구) 성남시(수정구,중원구,분당구) 의정부시 안양시(만안구,동안구)
    부천시(원미구,소사구,오정구) 광명시 평택시 동두천시 안산시(상록구,단원구) 고양시(덕양구,일산동구,일산서구,일산구)
    과천시 구리시 남양주시 오산시 시흥시 군포시 의왕시 하남시 용인시(처인구,기흥구,수지구) 파주시 이천시 안성시 김포시
    화성시(만세구,효행구,병점구,동탄구) 광주시 양주시 포천시 여주시 연천군 가평군 양평군 여주군 양주군 포천군 화성군
    광주군 김포군 안성군 이천군 파주군 용인군 송탄시 미금시`,
  강원: `춘천시 원주시 강릉시 동해시 태백시 속초시 삼척시 홍천군 횡성군 영월군 평창군 정선군 철원군 화천군 양구군
    인제군 고성군 양양군 춘천군 원주군 명주군 삼척군`,
  충북: `청주시(상당구,서원구,흥덕구,청원구) 충주시 제천시 보은군 옥천군 영동군 증평군 진천군 괴산군 음성군 단양군
    청원군 중원군 제원군`,
  충남: `천안시(동남구,서북구) 공주시 보령시 아산시 서산시 논산시 계룡시 당진시 금산군 부여군 서천군 청양군 홍성군
    예산군 태안군 연기군 당진군 논산군 온양시 대천시`,
  전북: `전주시(완산구,덕진구) 군산시 익산시 정읍시 남원시 김제시 완주군 진안군 무주군 장수군 임실군 순창군 고창군
    부안군 이리시 정주시 옥구군`,
  전남: `목포시 여수시 순천시 나주시 광양시 담양군 곡성군 구례군 고흥군 보성군 화순군 장흥군 강진군 해남군 영암군
    무안군 함평군 영광군 장성군 완도군 진도군 신안군 여천시 여천군 승주군 동광양시`,
  경북: `포항시(남구,북구) 경주시 김천시 안동시 구미시 영주시 영천시 상주시 문경시 경산시 의성군 청송군 영양군 영덕군
    청도군 고령군 성주군 칠곡군 예천군 봉화군 울진군 울릉군 군위군 달성군 영일군 점촌시 선산군`,
  경남: `창원시(의창구,성산구,마산합포구,마산회원구,진해구) 진주시 통영시 사천시 김해시 밀양시 거제시 양산시 의령군
    함안군 창녕군 고성군 남해군 하동군 산청군 함양군 거창군 합천군 마산시(합포구,회원구) 진해시 충무시 삼천포시
    장승포시 울산시 울산군 양산군`,
  제주: `제주시 서귀포시 북제주군 남제주군`,
  전남광주: ``,
};
table.전남광주 = `${table.광주} ${table.전남}`;

/** Towns of 세종, where there is no 시군구: "세종조치원읍" splits by them. */
const sejongTowns = `조치원읍 연기면 연동면 부강면 금남면 장군면 연서면 전의면 전동면 소정면 반곡동 소담동 보람동 대평동
  가람동 한솔동 나성동 새롬동 다정동 어진동 종촌동 고운동 아름동 도담동 산울동 해밀동 합강동 집현동 세종동 누리동 용호동`;

/** 구 of a city. */
const wards = new Map<string, Set<string>>();
const ofProvince = new Map<Province, Set<string>>();
const all = new Set<string>();

for (const [province, row] of Object.entries(table) as [Province, string][]) {
  const names = new Set<string>();
  for (const entry of row.split(/\s+/).filter(Boolean)) {
    const [city, inner] = entry.split('(') as [string, string?];
    names.add(city);
    const own = new Set(wards.get(city));
    for (const ward of inner?.slice(0, -1).split(',') ?? []) {
      own.add(ward);
      if (ward.length > 2) names.add(ward); // 포항시 북구 needs its city before it
    }
    if (own.size > 0) wards.set(city, own);
  }
  for (const name of names) all.add(name);
  ofProvince.set(province, names);
}
ofProvince.set('세종', new Set(sejongTowns.split(/\s+/)));

const shorten = (names: Iterable<string>) =>
  new Set([...names].filter((name) => name.length > 2).map((name) => name.slice(0, -1)));
const shortOfProvince = new Map([...ofProvince].map(([province, names]) => [province, shorten(names)]));
shortOfProvince.set('세종', new Set());
const shortAll = shorten(all);
const shortWards = new Map([...wards].map(([city, names]) => [city, shorten(names)]));

/** Longest name in the vocabulary: 마산합포구. */
export const longestDistrict = 5;

/** Is this the full name of a 시군구 (of the 시도, where it is known)? For 세종: of a town. */
export function isDistrict(name: string, province?: Province): boolean {
  return (province ? ofProvince.get(province)! : all).has(name);
}

/** Is this a 시군구 without its last syllable: 강남, 수원? */
export function isShortDistrict(name: string, province?: Province): boolean {
  return (province ? shortOfProvince.get(province)! : shortAll).has(name);
}

/** Is this a 구 of the city (full or short name of the city)? */
export function isWard(city: string, name: string): boolean {
  return (wards.get(city) ?? wards.get(`${city}시`))?.has(name) === true;
}

/** Is this a 구 of the city, without its last syllable: 성남, 분당? */
export function isShortWard(city: string, name: string): boolean {
  return (shortWards.get(city) ?? shortWards.get(`${city}시`))?.has(name) === true;
}

/** All full names, for the romanised grammar. */
export function districtNames(): Iterable<string> {
  return new Set([...all, ...[...wards.values()].flatMap((names) => [...names])]);
}
