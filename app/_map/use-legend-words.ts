'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { scoreWords } from '../_imagery/score-words';
import type { LegendWords } from './legend-words';

/** The words of legends in the page's language. */
export function useLegendWords(): LegendWords {
  const t = useTranslations('print');
  const legend = useTranslations('legend');
  const outcome = useTranslations('outcome');
  const format = useFormatter();
  const locale = useLocale();
  return {
    outcome: (value) => (outcome.has(value as never) ? outcome(value as never) : undefined),
    exact: legend('exact'),
    score: (rule, layer) => scoreWords(rule, layer, locale, legend),
    others: t('others'),
    number: (value) => format.number(value, { maximumFractionDigits: 3 }),
  };
}
