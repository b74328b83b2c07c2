import { offlineStyle } from '../offline-style';
import type { BaseMap } from './types';

/** Natural Earth and place names, from this server: always there. */
export const offline: BaseMap = {
  id: 'offline',
  available: () => true,
  style: async ({ theme, locale, origin }) => offlineStyle(theme, locale, origin),
};
