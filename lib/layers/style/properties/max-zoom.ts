import type { Property } from './property';

/** The map shows the layer below this zoom; goes to the layers' own maxzoom. */
export const maxZoom: Property<number> = {
  words: { ko: '최대 확대', en: 'To zoom' },
  input: { type: 'number', minimum: 0, maximum: 24, step: 0.5, unit: '' },
  default: 24,
  applies: () => true,
};
