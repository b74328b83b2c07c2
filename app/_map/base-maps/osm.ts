import { rasterStyle } from './raster';
import type { BaseMap } from './types';

/** The tiles of openstreetmap.org; their policy: https://operations.osmfoundation.org/policies/tiles/ */
export const osm: BaseMap = {
  id: 'osm',
  available: () => true,
  style: async (choice) =>
    rasterStyle(choice, {
      url: 'https://tile.openstreetmap.org/{z}/{x}/{y}.png',
      attribution:
        '<a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">© OpenStreetMap contributors</a>',
    }),
};
