import { opacityOf, type Property } from './property';

export const fillOpacity: Property<number> = {
  words: { ko: '채우기 불투명도', en: 'Fill opacity' },
  input: { type: 'number', minimum: 0, maximum: 1, step: 0.05, unit: '%' },
  default: 0.35,
  applies: ({ polygon }) => polygon,
  draw: {
    fill: (value, { style, picked }) => {
      const opacity = value * opacityOf(style);
      return { paint: { 'fill-opacity': ['case', picked, Math.min(1, opacity + 0.25), opacity] } };
    },
  },
};
