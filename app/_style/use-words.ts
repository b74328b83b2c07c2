'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { Meaning } from '@/lib/layers/style/legend';
import type { Words } from '@/lib/layers/style/properties/property';
import { scoreWords } from '../_imagery/score-words';
import { answerPart } from '../_lib/answer';
import { useFigures } from '../_lib/hooks';
import type { Column, Layer } from '../_lib/types';

/** The words of a property's table in the page's language. */
export function useTableWords(): (words: Words) => string {
  const locale = useLocale() as keyof Words;
  return (words) => words[locale] ?? words.en;
}

/** What a column is called: an answer's part by its word, a person's own by its name. */
export function useColumnName(): (column: Column) => string {
  const names = useTranslations('answer');
  return ({ name, key }) => {
    const part = key && answerPart(key);
    return part && names.has(part as never) ? names(part as never) : name;
  };
}

/** What an entry of a legend means, in words. */
export function useMeaning(
  layer: Pick<Layer, 'name' | 'columns' | 'style' | 'source'>,
): (meaning: Meaning) => string {
  const t = useTranslations('style');
  const outcome = useTranslations('outcome');
  const legend = useTranslations('legend');
  const { number } = useFigures();
  const locale = useLocale();
  const { by } = layer.style;
  const key = 'column' in by ? layer.columns.find(({ name }) => name === by.column)?.key : undefined;
  const ofLevels = key === 'jari_level' || key === 'jari_status';
  const word = (value: string | null) => {
    if (value === null) return t('empty');
    return ofLevels && outcome.has(value as never) ? outcome(value as never) : value;
  };
  return (meaning) => {
    switch (meaning.type) {
      case 'layer':
        return layer.name;
      case 'label':
        return meaning.text;
      case 'values':
        return meaning.values.map(word).join(' · ');
      case 'range':
        return t('range', { from: number(meaning.from, 4), to: number(meaning.to, 4) });
      case 'rule':
        return scoreWords(meaning.rule, layer, locale, legend) ?? meaning.rule;
      case 'others':
        return key === 'jari_level' ? legend('exact') : t('others');
    }
  };
}
