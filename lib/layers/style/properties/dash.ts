import type { Property, Setting } from './property';

const DASHES = { solid: null, dashed: [3, 2], dotted: [0.2, 2], dashdot: [4, 2, 0.5, 2] } as const;
export type Dash = keyof typeof DASHES;

// A dash of none must be said, else a line that was dashed stays so.
const dashes = (value: Dash): Setting => ({
  paint: { 'line-dasharray': DASHES[value] ? [...DASHES[value]] : [1, 0] },
});

export const dash: Property<Dash> = {
  words: { ko: '선 종류', en: 'Line style' },
  input: {
    type: 'choice',
    choices: [
      { value: 'solid', words: { ko: '실선', en: 'Solid' } },
      { value: 'dashed', words: { ko: '파선', en: 'Dashed' } },
      { value: 'dotted', words: { ko: '점선', en: 'Dotted' } },
      { value: 'dashdot', words: { ko: '일점쇄선', en: 'Dash and dot' } },
    ],
  },
  default: 'solid',
  applies: ({ line, polygon }) => line || polygon,
  draw: { line: dashes, outline: dashes },
};
