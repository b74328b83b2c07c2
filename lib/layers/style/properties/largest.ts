import { type Property, symbols } from './property';

/** Size of the symbol at the upper end of `sizeBy`; `size` is that of the lower end. */
export const largest: Property<number> = {
  words: { ko: '가장 큰 크기', en: 'Largest size' },
  input: { type: 'number', minimum: 3, maximum: 100, step: 1, unit: 'px' },
  default: 32,
  applies: (to) => symbols(to) && to.style.symbol.sizeBy !== null,
};
