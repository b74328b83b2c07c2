import { fractionOf, type Property, type Scale } from './property';

export const heatWeight: Property<Scale | null> = {
  words: { ko: '가중치 열', en: 'Weight by column' },
  input: { type: 'scale' },
  default: null,
  applies: ({ point, style }) => point && style.points === 'heat',
  draw: {
    heat: (value) => ({ paint: { 'heatmap-weight': value ? fractionOf(value) : 1 } }),
  },
};
