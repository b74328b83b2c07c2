import type { Property } from './property';

/** Points are clustered up to this zoom, where streets come into sight; goes to the source. */
export const clusterMaxZoom: Property<number> = {
  words: { ko: '묶는 최대 확대', en: 'Up to zoom' },
  input: { type: 'number', minimum: 1, maximum: 13, step: 1, unit: '' },
  default: 13,
  applies: ({ point, style }) => point && style.points === 'clusters',
};
