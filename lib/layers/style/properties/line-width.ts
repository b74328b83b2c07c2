import type { Property } from './property';

export const lineWidth: Property<number> = {
  words: { ko: '선 굵기', en: 'Line width' },
  input: { type: 'number', minimum: 0.5, maximum: 20, step: 0.5, unit: 'px' },
  default: 2,
  applies: ({ line }) => line,
  draw: {
    line: (value, { picked }) => ({
      paint: { 'line-width': ['case', picked, value + 3, value] },
      layout: { 'line-cap': 'round', 'line-join': 'round' },
    }),
  },
};
