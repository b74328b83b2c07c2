'use client';

import { useTranslations } from 'next-intl';
import { answerPart } from '../_lib/answer';
import type { Column } from '../_lib/types';

/** What a column is called on the page: the user's by their names, the answer's in the page's language. */
export function useColumnTitle(): (column: Column) => string {
  const answer = useTranslations('answer');
  return ({ name, key }) => {
    const part = key ? answerPart(key) : '';
    return part && answer.has(part as never) ? answer(part as never) : name;
  };
}
