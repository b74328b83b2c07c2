import type { Map as MapLibreMap, Point } from 'maplibre-gl';
import { useStore } from '../_lib/store';
import { layerOfSource } from './sources';
import { drawnIds } from './sync';

/** A finger or a shaking hand may miss a symbol by this many pixels. */
const REACH = 5;

/** The user's topmost feature at a point of the screen. */
export function readFeatureAt(
  map: MapLibreMap,
  { x, y }: Point,
): { layer: string; n: number; at: [number, number] } | null {
  const ids = useStore
    .getState()
    .layers.filter((layer) => layer.visible)
    .flatMap(drawnIds)
    .filter((id) => map.getLayer(id));
  if (ids.length === 0) return null;
  const [found] = map.queryRenderedFeatures(
    [
      [x - REACH, y - REACH],
      [x + REACH, y + REACH],
    ],
    { layers: ids },
  );
  if (!found) return null;
  const layer = layerOfSource(found.source);
  const at =
    found.geometry.type === 'Point'
      ? (found.geometry.coordinates as [number, number])
      : (map.unproject([x, y]).toArray() as [number, number]);
  return { layer, n: Number(found.id ?? found.properties.n), at };
}
