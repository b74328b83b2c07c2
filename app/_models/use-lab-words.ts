'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useFigures } from '../_lib/hooks';
import type { Run } from './types';

const FLAGS = new Set(['flip']);

/** Words and figures of the lab. */
export function useLabWords() {
  const t = useTranslations('lab');
  const locale = useLocale();
  const { number, duration } = useFigures();

  const percent = (share: number, digits = 1) => `${number(100 * share, digits)} %`;
  /** A loss: three digits that count. */
  const loss = (value: number) =>
    Number.isFinite(value)
      ? new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value)
      : '–';
  const seconds = (value: number) =>
    value < 10 ? t('seconds', { s: number(value, value < 1 ? 2 : 1) }) : duration(value);
  const value = (name: string, value: unknown): string => {
    if (FLAGS.has(name)) return t(value ? 'yes' : 'no');
    if (typeof value === 'number')
      return value !== 0 && value < 0.001 ? value.toExponential().replace('+', '') : number(value, 6);
    const word = `choice.${value}`;
    return t.has(word as never) ? t(word as never) : String(value);
  };
  /** "250 에폭 · Adam 1e-4 · 배치 100" */
  const recipe = ({ settings }: Pick<Run, 'settings'>) => {
    const { optimiser, rate, batch } = settings;
    return [
      optimiser !== undefined && `${value('optimiser', optimiser)} ${value('rate', rate)}`,
      batch !== undefined && t('batchOf', { n: number(batch as number) }),
    ]
      .filter(Boolean)
      .join(' · ');
  };
  const about = (model: string, fallback: string) =>
    t.has(`model.${model}` as never) ? t(`model.${model}` as never) : fallback;
  /** "AMD EPYC, 2 cores" */
  const deviceAbout = (about: string) =>
    about.replace(/(\d+) cores$/, (_, cores) => t('cores', { n: Number(cores) }));
  return { t, locale, deviceAbout, number, duration, percent, loss, seconds, value, recipe, about };
}

/** The colours of runs that are compared, in the order in which they were chosen. */
export const RUN_COLOURS = ['--run-1', '--run-2', '--run-3', '--run-4', '--run-5', '--run-6'];
