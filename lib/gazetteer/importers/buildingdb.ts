import { HANGUL, LEGAL_CODE, looksLike, ROAD_CODE, splitRow } from './fields';
import type { KoreanImporter } from './types';

const title = '건물DB';

/** 건물DB build_*.txt, 31 fields: one row a building, no coordinates. */
export const buildingDb: KoreanImporter = {
  product: 'buildingdb',
  family: 'kr',
  title,
  order: 22,
  recognises: (name, lines) =>
    /^build_.*\.txt$/i.test(name) || looksLike(lines, [31], { 0: LEGAL_CODE, 8: ROAD_CODE, 9: HANGUL }),
  reader: (facts) => (line) => {
    const f = splitRow(line, [31], facts.tally);
    if (!f) return;
    facts.address({
      legalCode: f[0]!,
      names: { province: f[1]!, district: f[2]!, town: f[3]!, village: f[4] },
      parcel: { mountain: f[5]!, main: f[6]!, sub: f[7]! },
      roadCode: f[8]!,
      road: f[9]!,
      underground: f[10]!,
      main: f[11]!,
      sub: f[12]!,
      building: f[13] || f[25],
      code: f[15],
      adminDong: f[18],
      postcode: f[27] || f[19],
    });
  },
};

/** 건물DB jibun_*.txt, 14 fields: further parcels. */
export const buildingDbJibun: KoreanImporter = {
  product: 'buildingdb',
  family: 'kr',
  title,
  order: 23,
  recognises: (name, lines) =>
    (/^jibun_.*\.txt$/i.test(name) && !/rnaddrkor/i.test(name)) ||
    looksLike(lines, [14], { 0: LEGAL_CODE, 8: ROAD_CODE }),
  reader: (facts) => (line) => {
    const f = splitRow(line, [14], facts.tally);
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
