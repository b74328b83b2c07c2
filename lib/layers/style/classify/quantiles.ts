import type { Method } from './method';

/** Quantile of sorted numbers, between two of them in proportion (type 7 of Hyndman and Fan: R's and NumPy's). */
export function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const value = sorted[low]!;
  return at === low ? value : value + (sorted[low + 1]! - value) * (at - low);
}

/** As many features in each class as can be. */
export const quantiles: Method = {
  name: 'quantiles',
  words: { ko: '등개수(분위)', en: 'Quantiles' },
  borders: (sorted, count) => Array.from({ length: count - 1 }, (_, i) => quantile(sorted, (i + 1) / count)),
};
