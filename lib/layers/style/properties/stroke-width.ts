import { type Property, symbols } from './property';

const MOST_HALO = 4; // an icon's distance field ends there

export const strokeWidth: Property<number> = {
  words: { ko: '윤곽선 굵기', en: 'Outline width' },
  input: { type: 'number', minimum: 0, maximum: 10, step: 0.5, unit: 'px' },
  default: 2,
  applies: (to) => to.polygon || symbols(to),
  draw: {
    outline: (value, { picked }) => ({
      paint: { 'line-width': ['case', picked, value + 2, value] },
    }),
    circle: (value, { picked }) => ({
      paint: {
        'circle-stroke-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          5,
          ['case', picked, Math.max(3, value), value * 0.3],
          9,
          ['case', picked, Math.max(3, value), value * 0.9],
        ],
      },
    }),
    icon: (value, { picked }) => ({
      paint: { 'icon-halo-width': ['case', picked, MOST_HALO, Math.min(value, MOST_HALO)] },
    }),
    cluster: (value) => ({ paint: { 'circle-stroke-width': value } }),
  },
};
