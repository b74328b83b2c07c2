import type { Layer } from '../types';
import { holds } from './default';
import { rampColors } from './ramps';

/** What an entry of a legend stands for; the page finds the words. */
export type Meaning =
  | { type: 'layer' }
  | { type: 'label'; text: string }
  | { type: 'values'; values: (string | null)[] }
  | { type: 'range'; from: number; to: number }
  | { type: 'rule'; rule: string }
  | { type: 'others' };

export interface LegendEntry {
  color: string;
  meaning: Meaning;
  /** Features, where the layer's own counts tell. */
  count?: number;
}

export interface Legend {
  /** As what the colours are drawn. */
  symbol: 'circle' | 'icon' | 'line' | 'fill';
  /** Column whose values the entries are. */
  column: string | null;
  entries: LegendEntry[];
  /** Colours of a heat map from few to many; then there are no entries for points. */
  heat: string[] | null;
  /** Diameters in pixels for two ends of a column. */
  sizes: { column: string; ends: { value: number; size: number }[] } | null;
  clusters: boolean;
}

const meant = (label: string | null, otherwise: Meaning): Meaning =>
  label ? { type: 'label', text: label } : otherwise;

/** A layer's colours and sizes as they are drawn, in the order of the style. */
export function legendOf({ kind, columns, counts, style }: Omit<Layer, 'id'>): Legend {
  const held = holds({ kind, counts });
  const heat = held.point && style.points === 'heat';
  const { sizeBy, size, largest, shape } = style.symbol;
  const points = held.point && !heat;
  return {
    symbol: points ? shape : held.polygon ? 'fill' : held.line ? 'line' : 'circle',
    column: 'column' in style.by ? style.by.column : null,
    entries: heat && !held.line && !held.polygon ? [] : entriesOf({ columns, counts, style }),
    heat: heat ? rampColors(style.heat.ramp, 6, false) : null,
    sizes:
      points && sizeBy
        ? {
            column: sizeBy.column,
            ends: [
              { value: sizeBy.from, size },
              { value: sizeBy.to, size: largest },
            ],
          }
        : null,
    clusters: held.point && style.points === 'clusters',
  };
}

function entriesOf({ columns, counts, style }: Pick<Layer, 'columns' | 'counts' | 'style'>): LegendEntry[] {
  const { by, symbol } = style;
  if (by.type === 'single') return [{ color: symbol.color, meaning: { type: 'layer' } }];
  const others: LegendEntry[] = by.others.shown
    ? [{ color: by.others.color ?? symbol.color, meaning: { type: 'others' } }]
    : [];
  if (by.type === 'classes') {
    const classes = by.colors.map((color, i): LegendEntry => {
      return { color, meaning: { type: 'range', from: by.breaks[i]!, to: by.breaks[i + 1]! } };
    });
    return [...classes, ...others];
  }
  if (by.type === 'rules') {
    const rules = by.rules.map(({ rule, color, label }): LegendEntry => {
      return { color, meaning: meant(label, { type: 'rule', rule }) };
    });
    return [...rules, ...others];
  }
  const known = knownCounts(columns.find(({ name }) => name === by.column)?.key, counts);
  const categories = by.categories.map(({ values, color, label }): LegendEntry => {
    const count = known && values.reduce((sum, value) => sum + (known[value ?? ''] ?? 0), 0);
    return {
      color: color ?? symbol.color,
      meaning: meant(label, { type: 'values', values }),
      ...(count === undefined ? {} : { count }),
    };
  });
  if (!known) return [...categories, ...others];
  const { point, line, polygon } = counts.geometry;
  const rest = point + line + polygon - categories.reduce((sum, { count = 0 }) => sum + count, 0);
  // What no feature has needs no words.
  return [...categories, ...others.map((entry) => ({ ...entry, count: Math.max(0, rest) }))].filter(
    ({ count }) => count !== 0,
  );
}

function knownCounts(key: string | undefined, counts: Layer['counts']): Record<string, number> | undefined {
  if (key === 'jari_level') return counts.level;
  return key === 'jari_status' ? counts.status : undefined;
}
