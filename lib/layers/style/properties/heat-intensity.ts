import type { Property } from './property';

export const heatIntensity: Property<number> = {
  words: { ko: '세기', en: 'Intensity' },
  input: { type: 'number', minimum: 0.1, maximum: 5, step: 0.1, unit: '' },
  default: 1,
  applies: ({ point, style }) => point && style.points === 'heat',
  draw: { heat: (value) => ({ paint: { 'heatmap-intensity': value } }) },
};
