import type { Property } from './property';

/** Of the whole layer, labels too; multiplies the symbol's own. */
export const layerOpacity: Property<number> = {
  words: { ko: '불투명도', en: 'Opacity' },
  input: { type: 'number', minimum: 0, maximum: 1, step: 0.05, unit: '%' },
  default: 1,
  applies: () => true,
  draw: Object.fromEntries(
    (['count', 'areaLabel', 'lineLabel', 'label'] as const).map((part) => [
      part,
      (value: number) => ({ paint: { 'text-opacity': value } }),
    ]),
  ),
};
