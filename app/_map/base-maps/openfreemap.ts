import type { StyleSpecification } from 'maplibre-gl';
import { FONT, fontFaces } from '../offline-style';
import { fetchStyle } from './fetch-style';
import type { BaseMap } from './types';

const STYLES = { light: 'positron', dark: 'dark' } as const;

/** The labels of a style of the OpenMapTiles schema in one language and in the house's font. */
export function inLanguage(style: StyleSpecification, locale: string): StyleSpecification {
  const layers = style.layers.map((layer) => {
    if (layer.type !== 'symbol' || !layer.layout?.['text-field']) return layer;
    const named = JSON.stringify(layer.layout['text-field']).includes('name');
    const text = ['coalesce', ['get', `name:${locale}`], ['get', 'name']];
    return {
      ...layer,
      layout: { ...layer.layout, 'text-font': FONT, ...(named ? { 'text-field': text } : {}) },
    };
  });
  return { ...style, layers } as StyleSpecification;
}

/** OpenStreetMap as vector tiles, from openfreemap.org. */
export const openfreemap: BaseMap = {
  id: 'openfreemap',
  available: () => true,
  style: async ({ theme, locale, origin }) => {
    const style = await fetchStyle(`https://tiles.openfreemap.org/styles/${STYLES[theme]}`);
    return inLanguage({ ...style, 'font-faces': fontFaces(origin) }, locale);
  },
};
