import { WEIGHT } from '../../tiles/names';
import { fractionOf, type Property, type Scale } from './property';

export const heatWeight: Property<Scale | null> = {
  words: { ko: '가중치 열', en: 'Weight by column' },
  input: { type: 'scale' },
  default: null,
  applies: ({ point, style }) => point && style.points === 'heat',
  draw: {
    // In tiles from afar a point stands for others that were left out.
    heat: (value) => ({
      paint: {
        'heatmap-weight': ['*', value ? fractionOf(value) : 1, ['coalesce', ['get', WEIGHT], 1]],
      },
    }),
  },
};
