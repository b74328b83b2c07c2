import { config } from '@/lib/config';
import { ORIGINS } from './origins';

/**
 * Every site that pages of this server may load base maps from, as a policy (CSP) lists them. Browsers keep the
 * map's worker for long, and its policy with it: the worker's address names this list, so that a change is seen.
 */
export const SITES = [...ORIGINS, ...config.BASEMAP_ORIGINS].join(' ');
