import { labelled } from './label-size';
import type { Property } from './property';

export const alongLine: Property<boolean> = {
  words: { ko: '선을 따라', en: 'Along the line' },
  input: { type: 'toggle' },
  default: true,
  applies: (to) => labelled(to) && to.line,
  draw: {
    lineLabel: (value, { labelPoints }) => {
      if (value)
        return { layout: { 'symbol-placement': 'line', 'symbol-spacing': 300, 'text-max-angle': 35 } };
      if (labelPoints) return { layout: { 'text-max-width': 9 } };
      return { layout: { 'symbol-placement': 'line-center', 'text-rotation-alignment': 'viewport' } };
    },
  },
};
