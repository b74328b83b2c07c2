import type { GeoJSONSource, Map as MapLibreMap, Point } from 'maplibre-gl';
import { useStore } from '../_lib/store';
import { layerOfSource } from './sources';
import { drawnIds } from './sync';

/** A finger or a shaking hand may miss a symbol by this many pixels. */
const REACH = 5;

/** What lies under a point of the screen: a feature by its row, or a cluster of several. */
export type Found = { layer: string; at: [number, number] } & ({ n: number } | Cluster);

interface Cluster {
  cluster: true;
  source: string;
  /** Of a source that gathers in the page; tiles come gathered. */
  id?: number;
}

/** The user's topmost feature or cluster at a point of the screen. */
export function readFeatureAt(map: MapLibreMap, { x, y }: Point): Found | null {
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
  const { point_count, cluster_id } = found.properties;
  if (point_count) return { layer, at, cluster: true, source: found.source, id: cluster_id };
  return { layer, n: Number(found.id), at };
}

/** Goes so close to a cluster that it comes apart. */
export async function openCluster(map: MapLibreMap, { at, source, id }: Found & Cluster): Promise<void> {
  const gathering = map.getSource(source) as GeoJSONSource | undefined;
  const apart =
    id === undefined ? undefined : await gathering?.getClusterExpansionZoom(id).catch(() => undefined);
  map.easeTo({ center: at, zoom: apart ?? map.getZoom() + 2 });
}

/** Shows a hand over what can be clicked; asked once a frame, however often the mouse reports. */
export function showHand(map: MapLibreMap): void {
  let asked = 0;
  map.on('mousemove', ({ point }) => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      if (useStore.getState().measuring) return; // a cross then
      map.getCanvas().style.cursor = !map.isMoving() && readFeatureAt(map, point) ? 'pointer' : '';
    });
  });
  map.on('remove', () => cancelAnimationFrame(asked));
}

/**
 * A click on a feature or beside all: chooses the feature and opens its bubble; nothing there closes it.
 * @param several the feature joins those chosen already, or leaves them (Shift, Ctrl or Command held)
 */
export function chooseOnMap(found: Extract<Found, { n: number }> | null, several: boolean): void {
  const { select, set, selection: before } = useStore.getState();
  if (!found) {
    if (!several) set({ feature: null, selection: null });
    return;
  }
  const { layer, n } = found;
  select(layer);
  if (!several) {
    set({ feature: found, selection: { layer, n: [n] } });
    return;
  }
  const chosen = before?.layer === layer ? before.n : [];
  const next = chosen.includes(n) ? chosen.filter((other) => other !== n) : [...chosen, n];
  set({ feature: null, selection: next.length > 0 ? { layer, n: next } : null });
}
