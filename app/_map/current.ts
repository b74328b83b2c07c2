import type { Extent } from '../_lib/types';

type WithMap = typeof window & { jariMap?: import('maplibre-gl').Map };

/** The map of the page, where there is one. */
export const currentMap = (): import('maplibre-gl').Map | undefined => (window as WithMap).jariMap;

/** The position in degrees at the middle of the map. */
export function mapCenter(): { lon: number; lat: number } | undefined {
  const center = currentMap()?.getCenter().wrap();
  return center && { lon: center.lng, lat: center.lat };
}

/** What the map shows now, in degrees; west and east may lie beyond 180, its middle does not. */
export function mapExtent(): Extent | undefined {
  const map = currentMap();
  if (!map) return undefined;
  const center = map.getCenter();
  const turns = center.wrap().lng - center.lng;
  const bounds = map.getBounds();
  return [bounds.getWest() + turns, bounds.getSouth(), bounds.getEast() + turns, bounds.getNorth()];
}
