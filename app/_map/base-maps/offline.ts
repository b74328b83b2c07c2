import type { StyleSpecification } from 'maplibre-gl';
import { offlineStyle } from '../offline-style';
import type { BaseMap, Choice } from './types';

/** Natural Earth and place names, from this server: always there. */
export const offline: BaseMap = {
  id: 'offline',
  available: () => true,
  style: async ({ theme, locale, origin }) => offlineStyle(theme, locale, origin),
};

/**
 * The offline map without its names, to draw another one over: where that one is late, ends or is out of reach,
 * land and borders are seen instead of nothing.
 */
export function ground({ theme, locale, origin }: Choice): StyleSpecification {
  const style = offlineStyle(theme, locale, origin);
  const { places: _, ...sources } = style.sources;
  return { ...style, sources, layers: style.layers.filter(({ type }) => type !== 'symbol') };
}
