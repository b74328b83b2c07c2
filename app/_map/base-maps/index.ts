import type { AppConfig } from '../../_lib/types';
import { offline } from './offline';
import { openfreemap } from './openfreemap';
import { osm } from './osm';
import { own } from './own';
import { plain } from './plain';
import { pmtiles } from './pmtiles';
import type { BaseMap } from './types';
import { vworld } from './vworld';

/** Every base map, in the order of the menu. A new one is a file beside this one and a place in this list. */
export const BASE_MAPS: BaseMap[] = [offline, plain, pmtiles, openfreemap, osm, ...vworld, own];

/** The base map `id`; the offline one where there is no such, or this server does not offer it. */
export const baseMapOf = (id: string, config: AppConfig): BaseMap =>
  BASE_MAPS.find((one) => one.id === id && one.available(config)) ?? offline;
