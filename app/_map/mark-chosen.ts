import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Layer } from '../_lib/types';
import { sourcesOf } from './sources';

/** Features of one layer that are drawn as chosen. */
export interface ChosenFeatures {
  layer: string;
  n: readonly number[];
}

interface Marked {
  source: string;
  sourceLayer?: string;
  /** The source object: a source that was made anew has forgotten what was marked in it. */
  made: unknown;
  n: Set<number>;
}

/** What each map shows as chosen, by layer. */
const marked = new WeakMap<MapLibreMap, Map<string, Marked>>();

/** Marking takes a microsecond or two a feature; more than these are not told apart by eye anyway. */
const MOST = 20_000;

/** Marks chosen features, so that their symbols are drawn as chosen, and no others. Only what differs is done. */
export function markChosen(
  map: MapLibreMap,
  layers: readonly Layer[],
  chosen: readonly (ChosenFeatures | null)[],
): void {
  const before = marked.get(map) ?? new Map<string, Marked>();
  const now = new Map<string, Marked>();
  for (const layer of layers) {
    const n = new Set(chosen.flatMap((one) => (one?.layer === layer.id ? one.n.slice(0, MOST) : [])));
    const { source, 'source-layer': sourceLayer } = sourcesOf(layer).features;
    const made = map.getSource(source);
    if (made && n.size > 0) now.set(layer.id, { source, ...(sourceLayer ? { sourceLayer } : {}), made, n });
  }
  const target = ({ source, sourceLayer }: Marked, id: number) => ({
    source,
    ...(sourceLayer ? { sourceLayer } : {}),
    id,
  });
  for (const [layer, old] of before) {
    if (map.getSource(old.source) !== old.made) continue;
    const next = now.get(layer);
    const kept = next?.made === old.made ? next?.n : undefined;
    for (const id of old.n) {
      if (!kept?.has(id)) map.removeFeatureState(target(old, id), 'selected');
    }
  }
  for (const [layer, next] of now) {
    const old = before.get(layer);
    const kept = old?.made === next.made ? old?.n : undefined;
    for (const id of next.n) {
      if (!kept?.has(id)) map.setFeatureState(target(next, id), { selected: true });
    }
  }
  marked.set(map, now);
}
