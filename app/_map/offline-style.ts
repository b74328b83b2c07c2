import type { StyleSpecification } from 'maplibre-gl';
import type { Theme } from '../_lib/store';
import { FAMILY, faces } from '../fonts/faces';

interface Colours {
  water: string;
  land: string;
  coast: string;
  border: string;
  country: string;
  province: string;
  city: string;
  halo: string;
}

/** Of the house's own base maps, quiet enough for layers to stand out. */
export const COLOURS: Record<Theme, Colours> = {
  light: {
    water: '#d4e4ee',
    land: '#f6f4ef',
    coast: '#b9cddb',
    border: '#c5bfd0',
    country: '#716e85',
    province: '#77727f',
    city: '#5d6470',
    halo: '#fbfaf7',
  },
  dark: {
    water: '#111c24',
    land: '#1d2830',
    coast: '#33444f',
    border: '#45525f',
    country: '#95a1b4',
    province: '#74808c',
    city: '#b4bfca',
    halo: '#182229',
  },
};

/** Name of the font in every text layer, of the base map and of the user's layers. */
export const FONT = [FAMILY];

/** MapLibre's font-faces for Noto Sans KR; each file is fetched when a character of it is first drawn. */
export function fontFaces(origin: string): NonNullable<StyleSpecification['font-faces']> {
  return {
    [FAMILY]: faces.map((face) => ({ url: `${origin}/fonts/${face.file}`, 'unicode-range': face.ranges })),
  };
}

/**
 * The base map that needs no network: Natural Earth's land, borders and place names in the page's language.
 * The fine outlines are added by the sync step when the map first comes close.
 */
export function offlineStyle(theme: Theme, locale: string, origin: string): StyleSpecification {
  const c = COLOURS[theme];
  const name: ['get', string] = ['get', locale];
  const text = (size: number | unknown[]) => ({
    'text-field': name,
    'text-font': FONT,
    'text-size': size as number,
    'text-max-width': 7,
    'text-padding': 6,
  });
  const paint = (color: string) => ({
    'text-color': color,
    'text-halo-color': c.halo,
    'text-halo-width': 1.4,
  });
  return {
    version: 8,
    'font-faces': fontFaces(origin),
    sources: {
      world: {
        type: 'geojson',
        data: `${origin}/basemap/world.json`,
        tolerance: 0.3,
        attribution: ATTRIBUTION,
      },
      'world-fine': {
        type: 'geojson',
        data: { type: 'FeatureCollection', features: [] },
        maxzoom: 12,
        attribution: ATTRIBUTION,
      },
      places: { type: 'geojson', data: `${origin}/basemap/places.json`, attribution: ATTRIBUTION },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': c.water } },
      ...(['world', 'world-fine'] as const).flatMap((source): StyleSpecification['layers'] => {
        const zooms = source === 'world' ? {} : { minzoom: FINE_ZOOM };
        return [
          {
            id: `${source}-land`,
            type: 'fill',
            source,
            ...zooms,
            filter: ['==', ['get', 'kind'], 'land'],
            paint: { 'fill-color': c.land, 'fill-outline-color': c.coast, 'fill-antialias': true },
          },
          {
            id: `${source}-border`,
            type: 'line',
            source,
            ...zooms,
            filter: ['==', ['get', 'kind'], 'border'],
            layout: { 'line-join': 'round' },
            paint: {
              'line-color': c.border,
              'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.6, 6, 1.4, 10, 2.2],
            },
          },
        ];
      }),
      {
        id: 'province-names',
        type: 'symbol',
        source: 'places',
        minzoom: 6.2,
        maxzoom: 9,
        filter: ['==', ['get', 'kind'], 'province'],
        layout: { ...text(['interpolate', ['linear'], ['zoom'], 6, 12, 9, 18]), 'text-letter-spacing': 0.25 },
        paint: paint(c.province),
      },
      {
        id: 'city-names',
        type: 'symbol',
        source: 'places',
        filter: [
          'all',
          ['in', ['get', 'kind'], ['literal', ['city', 'town']]],
          ['<=', ['get', 'rank'], ['zoom']],
        ],
        layout: {
          ...text([
            'interpolate',
            ['linear'],
            ['zoom'],
            3,
            ['case', ['<=', ['get', 'rank'], 4], 12, 11],
            8,
            ['case', ['<=', ['get', 'rank'], 5.6], 16, 12],
            12,
            ['case', ['<=', ['get', 'rank'], 5.6], 22, 16],
          ]),
          'symbol-sort-key': ['get', 'rank'],
        },
        paint: paint(c.city),
      },
      {
        id: 'country-names',
        type: 'symbol',
        source: 'places',
        maxzoom: 6.5,
        filter: ['all', ['==', ['get', 'kind'], 'country'], ['<=', ['get', 'rank'], ['zoom']]],
        layout: {
          ...text(['interpolate', ['linear'], ['zoom'], 1, 11, 5, 16]),
          'text-letter-spacing': 0.08,
          'symbol-sort-key': ['get', 'rank'],
        },
        paint: paint(c.country),
      },
    ],
  };
}

/** Of every source: MapLibre names only those that are drawn at the present zoom. */
const ATTRIBUTION = 'Natural Earth · GeoNames';

/** Zoom from which the fine outlines are drawn (and fetched, once). */
export const FINE_ZOOM = 4.5;
