import type { Column, Layer } from '../types';
import { AREA_COLOR, NEAR_COLOR, PALETTE } from './colours';
import { GROUPS, propertiesOf } from './properties/all';
import type { By, Style } from './schema';
import { templateOf } from './template';

/** What is saved: what differs from the defaults, which follow what the layer holds. */
export type SavedStyle = { version: 2 } & Partial<Pick<Style, 'points' | 'by'>> & {
    [G in Exclude<keyof Style, 'version' | 'points' | 'by'>]?: Partial<Style[G]>;
  };

export type Described = Pick<Layer, 'kind' | 'columns' | 'counts'>;

/** Which kinds of geometry a layer holds; while nobody has counted, any. */
export function holds({ kind, counts }: Pick<Layer, 'kind' | 'counts'>) {
  const { point, line, polygon } = counts.geometry;
  if (point + line + polygon > 0) return { point: point > 0, line: line > 0, polygon: polygon > 0 };
  const found = kind === 'detection'; // outlines in an image
  return { point: !found, line: kind !== 'geocoded' && !found, polygon: kind !== 'geocoded' };
}

/** Geocoded rows by how much of the address was found: exact ones in the layer's colour, the others stand out. */
export function byLevel(columns: readonly Column[]): By {
  const level = columns.find(({ key }) => key === 'jari_level');
  if (!level) return { type: 'single' };
  return {
    type: 'categories',
    column: level.name,
    categories: [
      { values: ['near'], color: NEAR_COLOR, label: null },
      { values: ['road', 'legal_dong', 'district', 'province'], color: AREA_COLOR, label: null },
    ],
    others: { color: null, shown: true },
  };
}

/** The style of the `index`-th new layer, as it is saved. */
export function newStyle(
  index: number,
  { kind, columns, labelColumn }: Pick<Layer, 'kind' | 'columns'> & { labelColumn: string | null },
): SavedStyle {
  return {
    version: 2,
    by: kind === 'geocoded' ? byLevel(columns) : { type: 'single' },
    symbol: { color: PALETTE[index % PALETTE.length]! },
    label: { template: labelColumn === null ? null : templateOf(labelColumn) },
  };
}

/** Every property as it is where nothing was chosen. */
export function defaultStyle(layer: Pick<Layer, 'kind' | 'counts'>): Style {
  const held = holds(layer);
  const groups = GROUPS.map((group) => [
    group,
    Object.fromEntries(
      propertiesOf(group).map(([name, property]) => [name, property.defaultFor?.(held) ?? property.default]),
    ),
  ]);
  return { version: 2, points: 'symbols', by: { type: 'single' }, ...Object.fromEntries(groups) };
}
