import type { Property } from './property';

/** The map shows the layer from this zoom; goes to the layers' own minzoom. */
export const minZoom: Property<number> = {
  words: { ko: '최소 확대', en: 'From zoom' },
  input: { type: 'number', minimum: 0, maximum: 24, step: 0.5, unit: '' },
  default: 0,
  applies: () => true,
};
