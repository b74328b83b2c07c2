/** Even steps of 1, 2 or 5 times a power of ten that cover `low` to `high` in about `count` parts. */
export function ticks(low: number, high: number, count: number): number[] {
  const raw = (high - low || 1) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= raw * 0.999)!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(10)));
}

/** How far the chart reaches: to the planned end, or where that is far away, to ten times what is done. */
export const reach = (planned: number, done: number) =>
  Math.max(2, Math.min(planned, Math.max(10, done * 10)));
