import type { Property } from './property';

export const heatRadius: Property<number> = {
  words: { ko: '반지름', en: 'Radius' },
  input: { type: 'number', minimum: 2, maximum: 100, step: 1, unit: 'px' },
  default: 24,
  applies: ({ point, style }) => point && style.points === 'heat',
  draw: { heat: (value) => ({ paint: { 'heatmap-radius': value } }) },
};
