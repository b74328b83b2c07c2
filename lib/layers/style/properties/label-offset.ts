import { labelled } from './label-size';
import type { Expression, Property } from './property';

export const labelOffset: Property<number> = {
  words: { ko: '라벨 간격', en: 'Distance' },
  input: { type: 'number', minimum: -20, maximum: 60, step: 1, unit: 'px' },
  default: 3,
  applies: labelled,
  draw: {
    // From the symbol's edge; MapLibre counts in heights of the text.
    label: (value, { size, style }) => {
      const em = style.label.size;
      const away: Expression =
        typeof size === 'number' ? (size / 2 + value) / em : ['/', ['+', ['/', size, 2], value], em];
      return { layout: { 'text-radial-offset': away } };
    },
    areaLabel: (value, { style }) => ({ layout: { 'text-radial-offset': value / style.label.size } }),
    lineLabel: (value, { style }) => ({
      layout: { 'text-offset': [0, style.label.alongLine ? -(value + 6) / style.label.size : 0] },
    }),
  },
};
