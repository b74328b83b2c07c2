/**
 * Road names as people shorten them. 서초중앙 -> 서초중앙로; 칠성남30길 -> 칠성남로30길. Only what is left
 * out is put back: the result still has to exist in the district that was written.
 */
export function roadVariants(road: string): string[] {
  const variants: string[] = [];
  const numbered = /^(.*?[^\d로길])(\d+(?:번)?[가-힣]?길)$/.exec(road);
  if (numbered) variants.push(`${numbered[1]}로${numbered[2]}`, `${numbered[1]}대로${numbered[2]}`);
  const withoutBeon = /^(.*로)(\d+)길$/.exec(road);
  if (withoutBeon) variants.push(`${withoutBeon[1]}${withoutBeon[2]}번길`);
  const withBeon = /^(.*로)(\d+)번길$/.exec(road);
  if (withBeon) variants.push(`${withBeon[1]}${withBeon[2]}길`);
  if (!/(로|길|거리|고개)$/.test(road)) variants.push(`${road}로`, `${road}길`, `${road}대로`);
  return variants;
}
