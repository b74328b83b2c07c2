import { labelled } from './label-size';
import type { Property, Setting } from './property';

/** Where the text lies, as people say it; MapLibre names the side of the text that is held. */
const HELD = {
  below: ['top'],
  above: ['bottom'],
  right: ['left'],
  left: ['right'],
  center: ['center'],
  free: ['top', 'bottom', 'left', 'right'],
} as const;
export type Anchor = keyof typeof HELD;

const held = (value: Anchor): Setting => ({
  layout: { 'text-variable-anchor': [...HELD[value]], 'text-justify': 'auto' },
});

export const anchor: Property<Anchor> = {
  words: { ko: '라벨 위치', en: 'Placement' },
  input: {
    type: 'choice',
    choices: [
      { value: 'below', words: { ko: '아래', en: 'Below' } },
      { value: 'above', words: { ko: '위', en: 'Above' } },
      { value: 'right', words: { ko: '오른쪽', en: 'Right' } },
      { value: 'left', words: { ko: '왼쪽', en: 'Left' } },
      { value: 'center', words: { ko: '가운데', en: 'Centre' } },
      { value: 'free', words: { ko: '빈 쪽 자동', en: 'Where there is room' } },
    ],
  },
  default: 'below',
  defaultFor: ({ polygon }) => (polygon ? 'center' : 'below'),
  applies: (to) => labelled(to) && (to.point || to.polygon),
  draw: { label: held, areaLabel: held },
};
