/**
 * Two ways of numbering side roads that people confuse: 도산대로8길 and 도산대로8번길. Only one of them exists
 * on a given road, and it still has to be in the scope.
 */
export function roadVariants(road: string): string[] {
  const without = /^(.*로)(\d+)길$/.exec(road);
  if (without) return [`${without[1]}${without[2]}번길`];
  const having = /^(.*로)(\d+)번길$/.exec(road);
  return having ? [`${having[1]}${having[2]}길`] : [];
}
