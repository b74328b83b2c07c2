import { type Property, symbols } from './property';

export const shape: Property<'circle' | 'icon'> = {
  words: { ko: '모양', en: 'Shape' },
  input: {
    type: 'choice',
    choices: [
      { value: 'circle', words: { ko: '원', en: 'Circle' } },
      { value: 'icon', words: { ko: '아이콘', en: 'Icon' } },
    ],
  },
  default: 'circle',
  applies: symbols,
};
