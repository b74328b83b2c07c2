import { labelled } from './label-size';
import type { Property } from './property';

export const labelMaxZoom: Property<number> = {
  words: { ko: '라벨 최대 확대', en: 'Labels to zoom' },
  input: { type: 'number', minimum: 0, maximum: 24, step: 0.5, unit: '' },
  default: 24,
  applies: labelled,
};
