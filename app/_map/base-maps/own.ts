import type { StyleSpecification } from 'maplibre-gl';
import { fontFaces } from '../offline-style';
import { OwnMapFault } from './faults';
import { fetchStyle } from './fetch-style';
import { mayLoad } from './origins';
import { rasterStyle } from './raster';
import type { BaseMap, Choice } from './types';

export interface OwnMap {
  kind: 'style' | 'raster';
  url: string;
}

const PICTURES = [/\{z\}/, /\{x\}/, /\{-?y\}/];
const OTHER_PICTURES = /\{(quadkey|bbox-epsg-3857)\}/;

/**
 * What an address that someone typed is: the picture tiles of a template ({z}/{x}/{y}, {quadkey} or a WMS with
 * {bbox-epsg-3857}), else a style of MapLibre.
 * @throws OwnMapFault when it is no address, is not safe, or its site is not one the operator allows
 */
export function readOwn(text: string, { origin, config }: Pick<Choice, 'origin' | 'config'>): OwnMap {
  const url = text.trim().replace(/%7B/gi, '{').replace(/%7D/gi, '}');
  const wellFormed = /^(https?:|\/(?!\/))\S*$/i.test(url) && URL.canParse(url, origin);
  if (!wellFormed) throw new OwnMapFault('notAddress');
  const parsed = new URL(url, origin);
  const further = config.basemapOrigins ?? [];
  if (!mayLoad(parsed.origin, origin, further)) {
    if (parsed.protocol === 'http:') throw new OwnMapFault('notSecure');
    throw new OwnMapFault('notAllowed', { site: parsed.origin });
  }
  const whole = parsed.href.replace(/%7B/gi, '{').replace(/%7D/gi, '}');
  if (OTHER_PICTURES.test(whole)) return { kind: 'raster', url: whole };
  const axes = PICTURES.filter((axis) => axis.test(whole)).length;
  if (axes > 0 && axes < PICTURES.length) throw new OwnMapFault('axes');
  return { kind: axes ? 'raster' : 'style', url: whole };
}

/** Addresses that a style loads from, as far as it says them itself. */
function addressesOf(style: StyleSpecification): string[] {
  const sources = Object.values(style.sources).flatMap((source) => [
    ...('url' in source && source.url ? [source.url] : []),
    ...('tiles' in source && source.tiles ? source.tiles : []),
  ]);
  return [...sources, ...(style.glyphs ? [style.glyphs] : [])].map((url) => url.replace(/^pmtiles:\/\//, ''));
}

/** A style or picture tiles that someone named in the chooser; remembered by the browser. */
export const own: BaseMap = {
  id: 'own',
  available: () => true,
  style: async (choice) => {
    const { kind, url } = readOwn(choice.own ?? '', choice);
    if (kind === 'raster') {
      return rasterStyle(choice, {
        url: url.replace('{-y}', '{y}'),
        scheme: url.includes('{-y}') ? 'tms' : 'xyz',
      });
    }
    const style = await fetchStyle(url);
    for (const address of addressesOf(style)) {
      const { origin } = new URL(address, url);
      if (!mayLoad(origin, choice.origin, choice.config.basemapOrigins ?? [])) {
        throw new OwnMapFault('notAllowed', { site: origin });
      }
    }
    return { ...style, 'font-faces': { ...style['font-faces'], ...fontFaces(choice.origin) } };
  },
};
