import { DISTRICT_CODE, HANGUL, LEGAL_CODE, looksLike, ROAD_CODE, splitRow } from './fields';
import type { KoreanImporter } from './types';

const title = '내비게이션용DB';

/**
 * match_build_*.txt, 33 fields: 주소관할읍면동코드, 시도, 시군구, 읍면동, 도로명코드, 도로명, 지하, 본번, 부번, 우편번호,
 * 건물관리번호, 시군구용건물명, ..., 행정동명 (15th), ..., centroid X, Y (24th, 25th), entrance X, Y. One row a building;
 * of several on one address the first with an entrance counts.
 */
export const naviBuild: KoreanImporter = {
  product: 'navi',
  family: 'kr',
  title,
  order: 12,
  recognises: (name, lines) =>
    /^match_build_.*\.txt$/i.test(name) || looksLike(lines, [33], { 0: LEGAL_CODE, 4: ROAD_CODE, 5: HANGUL }),
  reader: (facts) => (line) => {
    const f = splitRow(line, [33], facts.tally);
    if (!f) return;
    facts.address({
      legalCode: `${f[0]!.slice(0, 8)}00`,
      names: { province: f[1]!, district: f[2]!, town: f[3]! },
      roadCode: f[4]!,
      road: f[5]!,
      underground: f[6]!,
      main: f[7]!,
      sub: f[8]!,
      postcode: f[9],
      code: f[10],
      building: f[11],
      adminDong: f[14],
      centroid: [f[23]!, f[24]!],
      entrance: [f[25]!, f[26]!],
    });
  },
};

/** match_jibun_*.txt, 20 fields (older: 19): the parcels of every address, its road by code. */
export const naviJibun: KoreanImporter = {
  product: 'navi',
  family: 'kr',
  title,
  order: 13,
  recognises: (name, lines) =>
    /^match_jibun_.*\.txt$/i.test(name) ||
    looksLike(lines, [19, 20], { 0: LEGAL_CODE, 8: ROAD_CODE, 12: /^\d+$/ }),
  reader: (facts) => (line) => {
    const f = splitRow(line, [19, 20], facts.tally);
    if (!f) return;
    facts.parcel({
      legalCode: f[0]!,
      names: { province: f[1]!, district: f[2]!, town: f[3]!, village: f[4] },
      mountain: f[5]!,
      main: f[6]!,
      sub: f[7]!,
      roadCode: f[8]!,
      underground: f[9]!,
      roadMain: f[10]!,
      roadSub: f[11]!,
    });
  },
};

/** match_rs_entrc.txt, 11 fields: entrances of addresses of many buildings; a data set of its own. */
export const naviEntrances: KoreanImporter = {
  product: 'navi-entrances',
  family: 'kr',
  title: `${title} 보조출입구`,
  order: 14,
  recognises: (name, lines) =>
    /^match_rs_entrc.*\.txt$/i.test(name) ||
    looksLike(lines, [11], { 0: DISTRICT_CODE, 2: ROAD_CODE, 6: LEGAL_CODE }),
  reader: (facts) => (line) => {
    const f = splitRow(line, [11], facts.tally);
    if (!f) return;
    facts.address({
      legalCode: f[6]!,
      names: { province: '', district: '', town: '' },
      roadCode: f[2]!,
      underground: f[3]!,
      main: f[4]!,
      sub: f[5]!,
      entrance: [f[8]!, f[9]!],
    });
  },
};
