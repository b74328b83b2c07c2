import type { LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';

type Settings = Record<string, unknown> | undefined;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Calls `set` for every member in which two sets of settings differ; undefined takes a member back. */
function differing(before: Settings, after: Settings, set: (name: string, value: unknown) => void): void {
  for (const name of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
    if (!same(before?.[name], after?.[name])) set(name, after?.[name]);
  }
}

type Any = LayerSpecification & { source?: string; 'source-layer'?: string; filter?: unknown };

function change(map: MapLibreMap, before: Any, after: Any): void {
  const { id } = after;
  if (before.minzoom !== after.minzoom || before.maxzoom !== after.maxzoom)
    map.setLayerZoomRange(id, after.minzoom ?? 0, after.maxzoom ?? 24);
  if (!same(before.filter, after.filter)) map.setFilter(id, after.filter as never);
  differing(before.layout as Settings, after.layout as Settings, (name, value) =>
    map.setLayoutProperty(id, name as never, value as never),
  );
  differing(before.paint as Settings, after.paint as Settings, (name, value) =>
    map.setPaintProperty(id, name as never, value as never),
  );
}

/**
 * Makes the layers of the map whose id begins with `mark` those that are wanted, in that order above all others
 * (lowest first): adds, changes and removes only what differs. Their sources must be there.
 */
export function applyLayers(map: MapLibreMap, mark: string, wanted: LayerSpecification[]): void {
  const ids = new Set(wanted.map(({ id }) => id));
  const present = new Map(
    map
      .getStyle()
      .layers.filter(({ id }) => id.startsWith(mark))
      .map((layer) => [layer.id, layer as Any]),
  );
  for (const id of present.keys()) {
    if (ids.has(id)) continue;
    map.removeLayer(id);
    present.delete(id);
  }
  for (const layer of wanted as Any[]) {
    const before = present.get(layer.id);
    const moved =
      before && (before.source !== layer.source || before['source-layer'] !== layer['source-layer']);
    if (moved) map.removeLayer(layer.id);
    if (before && !moved) change(map, before, layer);
    else {
      map.addLayer(layer);
      present.delete(layer.id);
      present.set(layer.id, layer);
    }
  }
  if ([...present.keys()].join('\n') !== [...ids].join('\n')) for (const id of ids) map.moveLayer(id);
}
