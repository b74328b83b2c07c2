'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { LegendWords } from './legend-words';

/** The words of legends in the page's language. */
export function useLegendWords(): LegendWords {
  const t = useTranslations('print');
  const legend = useTranslations('legend');
  const outcome = useTranslations('outcome');
  const format = useFormatter();
  return {
    outcome: (value) => (outcome.has(value as never) ? outcome(value as never) : undefined),
    exact: legend('exact'),
    others: t('others'),
    number: (value) => format.number(value, { maximumFractionDigits: 3 }),
  };
}
