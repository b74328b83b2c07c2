import { LEGAL_CODE, looksLike, ROAD_CODE, splitRow } from './fields';
import type { KoreanImporter } from './types';

/**
 * 도로명주소 출입구 RNENTDATA_YYMM_시도코드.txt, 19 fields: 관리번호, 법정동코드, 시도, 시군구, 읍면동, 리, 도로명코드,
 * 도로명, 지하, 본번, 부번, 우편번호, 효력발생일, 이동사유, 출입구일련번호, 구분, 유형, X, Y. Representative entrances
 * are marked RM; others are left aside.
 */
export const rnentdata: KoreanImporter = {
  product: 'rnentdata',
  family: 'kr',
  title: '도로명주소 출입구',
  order: 11,
  recognises: (name, lines) =>
    /^RNENTDATA_.*\.txt$/i.test(name) ||
    looksLike(lines, [19], { 1: LEGAL_CODE, 6: ROAD_CODE, 15: /^[A-Z]{2}$/ }),
  reader: (facts) => (line) => {
    const f = splitRow(line, [19], facts.tally);
    if (!f) return;
    if (f[15] && f[15] !== 'RM') {
      facts.tally.rows++;
      facts.tally.flag('further-entrance');
      return;
    }
    facts.address({
      code: f[0],
      legalCode: f[1]!,
      names: { province: f[2]!, district: f[3]!, town: f[4]!, village: f[5] },
      roadCode: f[6]!,
      road: f[7]!,
      underground: f[8]!,
      main: f[9]!,
      sub: f[10]!,
      postcode: f[11],
      since: f[12],
      entrance: [f[17]!, f[18]!],
    });
  },
};
