import type { Property } from './property';

export const heatOpacity: Property<number> = {
  words: { ko: '불투명도', en: 'Opacity' },
  input: { type: 'number', minimum: 0, maximum: 1, step: 0.05, unit: '%' },
  default: 0.8,
  applies: ({ point, style }) => point && style.points === 'heat',
  draw: { heat: (value, { style }) => ({ paint: { 'heatmap-opacity': value * style.layer.opacity } }) },
};
