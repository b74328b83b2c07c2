import { DISTRICT_CODE, LEGAL_CODE, looksLike, ROAD_CODE, splitRow } from './fields';
import type { KoreanImporter } from './types';

/**
 * 위치정보요약DB entrc_*.txt, 18 fields: 시군구코드, 출입구일련번호, 법정동코드, 시도, 시군구, 읍면동, 도로명코드,
 * 도로명, 지하, 본번, 부번, 건물명, 우편번호, 용도, 건물군, 행정동, X, Y (entrance, EPSG:5179). Of a 리 it has
 * only the code.
 */
export const entrc: KoreanImporter = {
  product: 'entrc',
  family: 'kr',
  title: '위치정보요약DB',
  order: 10,
  recognises: (name, lines) =>
    /^entrc_.*\.txt$/i.test(name) ||
    looksLike(lines, [18], { 0: DISTRICT_CODE, 2: LEGAL_CODE, 6: ROAD_CODE, 16: /^[\d.]*$/ }),
  reader: (facts) => (line) => {
    const f = splitRow(line, [18], facts.tally);
    if (!f) return;
    facts.address({
      legalCode: f[2]!,
      names: { province: f[3]!, district: f[4]!, town: f[5]! },
      roadCode: f[6]!,
      road: f[7]!,
      underground: f[8]!,
      main: f[9]!,
      sub: f[10]!,
      entrance: [f[16]!, f[17]!],
      postcode: f[12],
      building: f[11],
      adminDong: f[15],
    });
  },
};
