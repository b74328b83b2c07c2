import { type LegendEntry, legendOf } from '@/lib/layers/style/legend';
import type { Layer } from '@/lib/layers/types';

/** One line of a legend in words. */
interface LegendLine {
  color: string;
  text: string;
}

/** The legend of a layer for drawings that leave the page: pictures and archives. */
export interface LegendBlock {
  name: string;
  symbol: 'circle' | 'icon' | 'line' | 'fill';
  lines: LegendLine[];
  /** Colours of a heat map from few to many. */
  heat: string[] | null;
}

/** The words that a legend needs, in some language. */
export interface LegendWords {
  /** The word for a level or status; undefined where it is none. */
  outcome: (value: string) => string | undefined;
  exact: string;
  /** What a rule on the score of found objects says; undefined for other rules. */
  score: (rule: string, layer: Layer) => string | undefined;
  others: string;
  number: (value: number) => string;
}

function entryText(
  layer: Layer,
  column: string | null,
  { meaning }: LegendEntry,
  words: LegendWords,
): string {
  switch (meaning.type) {
    case 'layer':
      return layer.name;
    case 'label':
      return meaning.text;
    case 'values':
      return meaning.values.map((value) => (value ? (words.outcome(value) ?? value) : '–')).join(' · ');
    case 'range':
      return `${words.number(meaning.from)} – ${words.number(meaning.to)}`;
    case 'rule':
      return words.score(meaning.rule, layer) ?? meaning.rule;
    case 'others': {
      const level = layer.columns.some(({ name, key }) => name === column && key === 'jari_level');
      return level ? words.exact : words.others;
    }
  }
}

export function legendBlock(layer: Layer, words: LegendWords): LegendBlock {
  const { symbol, column, entries, heat } = legendOf(layer);
  const lines = entries.map((entry) => ({
    color: entry.color,
    text: entryText(layer, column, entry, words),
  }));
  return { name: layer.name, symbol, lines, heat };
}
