import { getFormatter, getTranslations } from 'next-intl/server';
import type { Layer } from '@/lib/layers/types';
import type { Project } from '@/lib/projects/types';
import { scoreWords } from '../_imagery/score-words';
import { legendBlock } from '../_map/legend-words';
import { MOST_FEATURES, MOST_PIXELS } from './limits';

/** What an archive says, in a language. */
export async function archiveWords(locale: string, project: Project, layers: Layer[]) {
  const [t, print, legend, outcome, projects, format] = await Promise.all([
    getTranslations({ locale, namespace: 'archive' }),
    getTranslations({ locale, namespace: 'print' }),
    getTranslations({ locale, namespace: 'legend' }),
    getTranslations({ locale, namespace: 'outcome' }),
    getTranslations({ locale, namespace: 'projects' }),
    getFormatter({ locale }),
  ]);
  const title = project.name || projects('unnamed');
  const words = {
    outcome: (value: string) => (outcome.has(value as never) ? outcome(value as never) : undefined),
    exact: legend('exact'),
    score: (rule: string, layer: Layer) => scoreWords(rule, layer, locale, legend),
    others: print('others'),
    number: (value: number) => format.number(value, { maximumFractionDigits: 3 }),
  };
  return {
    title,
    legend: layers.filter(({ state }) => state === 'ready').map((layer) => legendBlock(layer, words)),
    words: { fault: t('fault') },
    readMe: `${t('readMe', { title, most: MOST_FEATURES, pixels: MOST_PIXELS })}\n`,
  };
}
