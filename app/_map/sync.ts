import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { shownImage } from '@/lib/layers/shown-image';
import { imageStyleLayer } from '@/lib/layers/style/image';
import { SOLID, styleLayers } from '@/lib/layers/style/maplibre';
import type { Layer } from '../_lib/types';
import { applyLayers } from './apply-layers';
import { type ChosenFeatures, markChosen } from './mark-chosen';
import { FINE_ZOOM, FONT } from './offline-style';
import { imageSource, MARK, sourcesOf, syncSources } from './sources';

/**
 * The one place where the store meets the map: makes sources and layers of the map agree with the list of
 * layers. Called after every change; does only what differs.
 */

const idOf = (layer: Pick<Layer, 'id'>) => `${MARK}${layer.id}`;
/** Layers of the map that carry features of `layer`, for queries. */
export const drawnIds = (layer: Pick<Layer, 'id'>) => SOLID.map((part) => `${idOf(layer)}:${part}`);

export interface Desired {
  layers: Layer[];
  revisions: Record<string, number>;
  /** Drawn as chosen: the feature whose bubble is open, and the rows selected in the table. */
  chosen: readonly (ChosenFeatures | null)[];
  dark: boolean;
  origin: string;
}

export function syncMap(map: MapLibreMap, { layers, revisions, chosen, dark, origin }: Desired): void {
  const ready = layers.filter((layer) => layer.state === 'ready' || shownImage(layer));
  syncSources(map, ready, revisions, origin);
  // The list's first layer is drawn last, on top.
  const drawn = [...ready].reverse().flatMap((layer) => [
    ...(shownImage(layer)
      ? [imageStyleLayer(layer, { source: imageSource(layer), prefix: idOf(layer) })]
      : []),
    ...styleLayers(layer, {
      ...sourcesOf(layer),
      prefix: idOf(layer),
      dark,
      font: FONT,
      visible: layer.visible,
    }),
  ]);
  applyLayers(map, MARK, drawn);
  markChosen(map, ready, chosen);
}

/** Sources that have been given what they are for. */
const loaded = new WeakSet<object>();

/**
 * Fetches the fine outlines the first time the map is close enough to need them, when all else is drawn: cutting them
 * into tiles keeps the map's one worker busy for a second, and nobody waits for a finer coast.
 */
export function syncOutlines(map: MapLibreMap, origin: string): void {
  const source = map.getSource('world-fine') as GeoJSONSource | undefined;
  if (!source || map.getZoom() < FINE_ZOOM || loaded.has(source)) return;
  loaded.add(source);
  const replace = () => {
    if (!map.isSourceLoaded('world-fine')) return;
    map.off('sourcedata', replace);
    for (const id of ['world-land', 'world-border']) {
      if (map.getLayer(id)) map.setLayerZoomRange(id, 0, FINE_ZOOM);
    }
  };
  map.once('idle', () => {
    if (map.getSource('world-fine') !== source) return; // another base map has been chosen meanwhile
    void source.setData(`${origin}/basemap/world-fine.json`);
    map.on('sourcedata', replace);
  });
  map.triggerRepaint();
}
