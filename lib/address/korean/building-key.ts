/** Legal forms of firms in brackets, which lists write or leave out as they please. */
const firms = /\((?:주|유|재|사|합)\)|주식회사/g;
const noise = /[^\p{L}\p{N}@]+/gu;
const apartment = /@|apt|아파트먼트|아파트/g;

/**
 * What the spellings of a building name have in common: no spaces, brackets or punctuation, lower case, and
 * without the word for apartments (아파트, @, APT), which comes and goes: "한빛 아파트" = "한빛@" = "한빛".
 */
export function buildingKey(name: string): string {
  const folded = name.slice(0, 120).normalize('NFKC').toLowerCase().replace(firms, '').replace(noise, '');
  return folded.replace(apartment, '') || folded.replace(/@/g, '아파트');
}
