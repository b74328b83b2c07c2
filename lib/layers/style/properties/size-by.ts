import { type Property, type Scale, symbols } from './property';

export const sizeBy: Property<Scale | null> = {
  words: { ko: '크기 기준 열', en: 'Size by column' },
  input: { type: 'scale' },
  default: null,
  applies: symbols,
};
