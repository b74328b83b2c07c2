import { labelled } from './label-size';
import type { Property } from './property';

/** Null: by how many labels there are, so that no tile has too many. Goes to the layers' own minzoom. */
export const labelMinZoom: Property<number | null> = {
  words: { ko: '라벨 최소 확대', en: 'Labels from zoom' },
  input: {
    type: 'number',
    minimum: 0,
    maximum: 24,
    step: 0.5,
    unit: '',
    auto: { ko: '자동', en: 'Automatic' },
  },
  default: null,
  applies: labelled,
};
