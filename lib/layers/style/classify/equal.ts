import type { Method } from './method';

/** Classes of the same width. */
export const equal: Method = {
  name: 'equal',
  words: { ko: '등간격', en: 'Equal intervals' },
  borders(sorted, count) {
    const min = sorted[0]!;
    const width = (sorted.at(-1)! - min) / count;
    return Array.from({ length: count - 1 }, (_, i) => min + width * (i + 1));
  },
};
