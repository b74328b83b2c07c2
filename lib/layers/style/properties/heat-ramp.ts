import { rampColors } from '../ramps';
import type { Property } from './property';

const STEPS = 6;

export const heatRamp: Property<string> = {
  words: { ko: '색띠', en: 'Colours' },
  input: { type: 'ramp' },
  default: 'YlOrRd',
  applies: ({ point, style }) => point && style.points === 'heat',
  draw: {
    heat: (value) => {
      const colors = rampColors(value, STEPS, false);
      return {
        paint: {
          'heatmap-color': [
            'interpolate',
            ['linear'],
            ['heatmap-density'],
            0,
            `${colors[0]}00`,
            ...colors.flatMap((color, i) => [(i + 1) / STEPS, color]),
          ],
        },
      };
    },
  },
};
