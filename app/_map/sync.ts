import type { GeoJSONSource, Map as MapLibreMap, StyleSpecification } from 'maplibre-gl';
import { AREA_LEVELS } from '../_lib/counts';
import { AREA_COLOR, NEAR_COLOR } from '../_lib/style';
import type { Layer } from '../_lib/types';
import { FINE_ZOOM, FONT } from './offline-style';
import { MARK, markChosen, sourcesOf, syncSources } from './sources';

/**
 * The one place where the store meets the map: makes sources and layers of the map agree with the list of
 * layers. Called after every change; does only what differs.
 */

/** Exact answers lie over the others, and their labels are placed first. */
const EXACT = ['address', 'parcel', 'place'];

type LayerSpecification = StyleSpecification['layers'][number];

const idOf = (layer: Layer) => `${MARK}${layer.id}`;
/** Layers of the map that carry features of `layer`, for queries. */
export const drawnIds = (layer: Layer) =>
  ['fill', 'line', 'circle'].map((part) => `${MARK}${layer.id}:${part}`);

/** Labels a tile can lay out; many more would not be read, and cost seconds. */
const LABELS_A_TILE = 4000;

/** Zoom from which a layer is labelled, so that no tile has too many labels. */
export function labelZoom({ counts, extent }: Pick<Layer, 'counts' | 'extent'>): number {
  if (!extent || counts.rows <= LABELS_A_TILE) return 0;
  const [west, south, east, north] = extent;
  const area = Math.max((east - west) * (north - south), 1e-6); // square degrees
  const zoom = Math.log2(360 * Math.sqrt(counts.rows / area / LABELS_A_TILE));
  return Math.min(15, Math.max(0, Math.round(zoom * 10) / 10));
}

function specifications(layer: Layer, dark: boolean): LayerSpecification[] {
  const { symbol, label } = layer.style;
  const id = idOf(layer);
  const { features, labels } = sourcesOf(layer);
  const level = ['get', 'level'];
  const colour =
    layer.kind === 'geocoded'
      ? [
          'case',
          ['==', level, 'near'],
          NEAR_COLOR,
          ['in', level, ['literal', AREA_LEVELS]],
          AREA_COLOR,
          symbol.color,
        ]
      : symbol.color;
  const ring = dark ? '#10181e' : '#ffffff';
  const picked = ['boolean', ['feature-state', 'selected'], false];
  const radius = symbol.size / 2;
  return [
    {
      id: `${id}:fill`,
      type: 'fill',
      ...features,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colour as string, 'fill-opacity': symbol.opacity * 0.35 },
    },
    {
      id: `${id}:line`,
      type: 'line',
      ...features,
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': colour as string, 'line-width': 2, 'line-opacity': symbol.opacity },
    },
    {
      id: `${id}:circle`,
      type: 'circle',
      ...features,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'circle-sort-key': ['match', level, EXACT, 1, 0] as unknown as number },
      paint: {
        'circle-color': colour as string,
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['zoom'],
          3,
          ['case', picked, radius * 0.6 + 3, radius * 0.6],
          7,
          ['case', picked, radius + 4, radius],
        ] as unknown as number,
        'circle-opacity': symbol.opacity,
        'circle-stroke-color': ring,
        'circle-stroke-opacity': symbol.opacity,
        'circle-stroke-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          5,
          ['case', picked, 3, 0.5],
          9,
          ['case', picked, 3, 1.8],
        ] as unknown as number,
      },
    },
    {
      id: `${id}:label`,
      type: 'symbol',
      ...labels,
      minzoom: labelZoom(layer),
      layout: {
        'text-field': ['coalesce', ['to-string', ['get', label.column ?? '']], ''],
        'text-font': FONT,
        'text-size': label.size,
        'text-offset': [0, radius / label.size + 0.25],
        'text-anchor': 'top',
        'text-max-width': 9,
        'text-optional': true,
        'symbol-sort-key': ['match', level, EXACT, 0, 1] as unknown as number,
        visibility: label.column ? 'visible' : 'none',
      },
      paint: {
        'text-color': dark ? '#eef2f5' : '#1c2530',
        'text-halo-color': dark ? '#10181e' : '#ffffff',
        'text-halo-width': 1.6,
      },
    },
  ];
}

function applyLayer(map: MapLibreMap, specification: LayerSpecification, visible: boolean): void {
  const { id } = specification;
  const present = map.getLayer(id);
  const layout = { ...(specification.layout as Record<string, unknown> | undefined) };
  layout.visibility = visible ? (layout.visibility ?? 'visible') : 'none';
  if (!present) {
    map.addLayer({ ...specification, layout } as LayerSpecification);
    return;
  }
  for (const [name, value] of Object.entries(layout)) {
    if (JSON.stringify(map.getLayoutProperty(id, name as never)) !== JSON.stringify(value)) {
      map.setLayoutProperty(id, name as never, value as never);
    }
  }
  for (const [name, value] of Object.entries(specification.paint ?? {})) {
    if (JSON.stringify(map.getPaintProperty(id, name as never)) !== JSON.stringify(value)) {
      map.setPaintProperty(id, name as never, value as never);
    }
  }
}

export interface Desired {
  layers: Layer[];
  revisions: Record<string, number>;
  feature: { layer: string; n: number } | null;
  dark: boolean;
  origin: string;
}

export function syncMap(map: MapLibreMap, { layers, revisions, feature, dark, origin }: Desired): void {
  const ready = layers.filter((layer) => layer.state === 'ready');
  const wanted = new Set(ready.map(idOf));
  for (const { id } of map.getStyle().layers) {
    if (id.startsWith(MARK) && !wanted.has(id.slice(0, id.lastIndexOf(':')))) map.removeLayer(id);
  }
  syncSources(map, ready, revisions, origin);
  // The list's first layer is drawn last, on top.
  for (const layer of [...ready].reverse()) {
    for (const specification of specifications(layer, dark)) applyLayer(map, specification, layer.visible);
  }
  keepOrder(map, ready);
  markChosen(map, ready, feature);
}

function keepOrder(map: MapLibreMap, layers: Layer[]): void {
  const wanted = [...layers]
    .reverse()
    .flatMap((layer) => ['fill', 'line', 'circle', 'label'].map((part) => `${idOf(layer)}:${part}`));
  const present = map
    .getStyle()
    .layers.map(({ id }) => id)
    .filter((id) => id.startsWith(MARK));
  if (wanted.join() === present.join()) return;
  for (const id of wanted) map.moveLayer(id);
}

/** Sources that have been given what they are for. */
const loaded = new WeakSet<object>();

/** Fetches the fine outlines the first time the map is close enough to need them. */
export function syncOutlines(map: MapLibreMap, origin: string): void {
  const source = map.getSource('world-fine') as GeoJSONSource | undefined;
  if (!source || map.getZoom() < FINE_ZOOM || loaded.has(source)) return;
  loaded.add(source);
  void source.setData(`${origin}/basemap/world-fine.json`);
  const replace = () => {
    if (!map.isSourceLoaded('world-fine')) return;
    map.off('sourcedata', replace);
    for (const id of ['world-land', 'world-border']) {
      if (map.getLayer(id)) map.setLayerZoomRange(id, 0, FINE_ZOOM);
    }
  };
  map.on('sourcedata', replace);
}
