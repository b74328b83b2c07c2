import { PALETTE } from '@/lib/layers/style/colours';
import type { SavedStyle } from '@/lib/layers/style/default';
import type { ClassNames } from './answers';

export type Language = 'ko' | 'en';

const RIGHT = '#1f6fd6';
const WRONG = '#d7263d';
const WORDS = { ko: { right: '맞음', wrong: '틀림' }, en: { right: 'right', wrong: 'wrong' } };

/** Frames in which the image under them is seen; labels on paper. */
const drawn = (template: string) =>
  ({
    symbol: { color: PALETTE[0], fillOpacity: 0.15, strokeWidth: 2.5 },
    label: { template, size: 11, haloWidth: 2, overlap: true },
  }) as const;

/** Blue for right, red for wrong, with what it is and what it was taken for. */
export function truthStyle(language: Language): SavedStyle {
  const { right, wrong } = WORDS[language];
  return {
    version: 2,
    by: {
      type: 'categories',
      column: 'correct',
      categories: [
        { values: ['true'], color: RIGHT, label: right },
        { values: ['false'], color: WRONG, label: wrong },
      ],
      others: { color: null, shown: false },
    },
    ...drawn(language === 'ko' ? '{caption_ko}' : '{caption}'),
  };
}

/** A colour a class, as far as the colours go, with the label and its score. */
export function labelStyle({ classes, classesKo }: ClassNames, language: Language): SavedStyle {
  const names = language === 'ko' ? classesKo : classes;
  const column = language === 'ko' ? 'label_ko' : 'label';
  return {
    version: 2,
    by: {
      type: 'categories',
      column,
      categories: names
        .slice(0, PALETTE.length)
        .map((name, i) => ({ values: [name], color: PALETTE[i]!, label: null })),
      others: { color: null, shown: true },
    },
    ...drawn(`{${column}} {score}`),
  };
}
