type WithMap = typeof window & { jariMap?: import('maplibre-gl').Map };

/** The map of the page, where there is one. */
export const currentMap = (): import('maplibre-gl').Map | undefined => (window as WithMap).jariMap;

/** The position in degrees at the middle of the map. */
export function mapCenter(): { lon: number; lat: number } | undefined {
  const center = currentMap()?.getCenter().wrap();
  return center && { lon: center.lng, lat: center.lat };
}
