import { provinceNames } from './provinces';

/** Legal forms of firms in brackets, which lists write or leave out as they please. */
const firms = /\((?:주|유|재|사|합)\)|주식회사/g;
const noise = /[^\p{L}\p{N}@]+/gu;
const apartment = /@|apt|아파트먼트|아파트/g;

/**
 * What the spellings of a building name have in common: no spaces, brackets or punctuation, lower case, and
 * without the word for apartments (아파트, @, APT), which comes and goes: "한빛 아파트" = "한빛@" = "한빛".
 * The office of a 시도 has one key under all names of the 시도.
 */
export function buildingKey(name: string): string {
  const folded = name.slice(0, 120).normalize('NFKC').toLowerCase().replace(firms, '').replace(noise, '');
  const office = officeOf(folded);
  return office ?? (folded.replace(apartment, '') || folded.replace(/@/g, '아파트'));
}

/** The office of a 시도 under any name of the 시도: 서울시청 = 서울특별시청, 전라북도청 = 전북특별자치도청. */
function officeOf(name: string): string | undefined {
  if (!name.endsWith('시청') && !name.endsWith('도청')) return undefined;
  const province = provinceNames.get(name.slice(0, -1)) ?? provinceNames.get(name.slice(0, -2));
  return province && `${province}${name.endsWith('시청') ? '시청' : '도청'}`;
}
