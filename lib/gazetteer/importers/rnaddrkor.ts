import type { KoreanAddressRow, KoreanParcelRow } from '../korean-facts';
import { LEGAL_CODE, looksLike, ROAD_CODE, splitRow } from './fields';
import type { KoreanImporter } from './types';

const MANAGEMENT = /^\d{25,26}$/;

/** A row of 24 fields, of full sets and change files alike. */
export function addressOf(f: readonly string[]): KoreanAddressRow {
  return {
    code: f[0],
    legalCode: f[1]!,
    names: { province: f[2]!, district: f[3]!, town: f[4]!, village: f[5] },
    parcel: { mountain: f[6]!, main: f[7]!, sub: f[8]! },
    roadCode: f[9]!,
    road: f[10]!,
    underground: f[11]!,
    main: f[12]!,
    sub: f[13]!,
    adminDong: f[15],
    postcode: f[16],
    building: f[21] || f[22],
    since: f[18],
  };
}

/** A row of 14 fields, of full sets and change files alike. */
export function parcelOf(f: readonly string[]): KoreanParcelRow {
  return {
    legalCode: f[1]!,
    names: { province: f[2]!, district: f[3]!, town: f[4]!, village: f[5] },
    mountain: f[6]!,
    main: f[7]!,
    sub: f[8]!,
    roadCode: f[9]!,
    underground: f[10]!,
    roadMain: f[11]!,
    roadSub: f[12]!,
  };
}

/** 도로명주소 한글 rnaddrkor_*.txt, 24 fields, no coordinates: names, postcodes, representative parcels. */
export const rnaddrkor: KoreanImporter = {
  product: 'rnaddrkor',
  family: 'kr',
  title: '도로명주소 한글',
  order: 20,
  recognises: (name, lines) =>
    /^rnaddrkor_(?!mod).*\.txt$/i.test(name) ||
    looksLike(lines, [24], { 0: MANAGEMENT, 1: LEGAL_CODE, 9: ROAD_CODE, 10: /./, 20: /^$/ }),
  reader: (facts) => (line) => {
    const f = splitRow(line, [24], facts.tally);
    if (!f) return;
    facts.address(addressOf(f));
  },
};

/** 관련지번 jibun_rnaddrkor_*.txt, 14 fields: further parcels of an address, its road by code. */
export const jibunRnaddrkor: KoreanImporter = {
  product: 'rnaddrkor',
  family: 'kr',
  title: '도로명주소 한글',
  order: 21,
  recognises: (name, lines) =>
    /^jibun_rnaddrkor_(?!mod).*\.txt$/i.test(name) ||
    looksLike(lines, [14], { 0: MANAGEMENT, 1: LEGAL_CODE, 9: ROAD_CODE, 13: /^$/ }),
  reader: (facts) => (line) => {
    const f = splitRow(line, [14], facts.tally);
    if (!f) return;
    facts.parcel(parcelOf(f));
  },
};
