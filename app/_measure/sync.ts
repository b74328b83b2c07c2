import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { Measurement } from '../_lib/types';

const ID = 'measure';
const HOT = '#e2562c';

type Corner = [number, number];

function shapes({ kind, points, done }: Measurement, pointer: Corner | undefined): GeoJSON.FeatureCollection {
  const line = pointer && !done ? [...points, pointer] : points;
  const geometries: GeoJSON.Geometry[] = points.map((coordinates) => ({ type: 'Point', coordinates }));
  if (kind === 'area' && line.length > 2)
    geometries.push({ type: 'Polygon', coordinates: [[...line, line[0]!]] });
  else if (line.length > 1) geometries.push({ type: 'LineString', coordinates: line });
  return {
    type: 'FeatureCollection',
    features: geometries.map((geometry) => ({ type: 'Feature', geometry, properties: {} })),
  };
}

/** Makes the map show a measurement, with a line to the pointer while it goes on; null: nothing. */
export function syncMeasurement(map: MapLibreMap, measurement: Measurement | null, pointer?: Corner): void {
  if (!map.getStyle()) return;
  if (!measurement) {
    for (const part of ['fill', 'line', 'corner'])
      if (map.getLayer(`${ID}:${part}`)) map.removeLayer(`${ID}:${part}`);
    if (map.getSource(ID)) map.removeSource(ID);
    return;
  }
  const data = shapes(measurement, pointer);
  const source = map.getSource(ID) as GeoJSONSource | undefined;
  if (source) void source.setData(data);
  else map.addSource(ID, { type: 'geojson', data });
  if (!map.getLayer(`${ID}:fill`)) {
    map.addLayer({
      id: `${ID}:fill`,
      type: 'fill',
      source: ID,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': HOT, 'fill-opacity': 0.14 },
    });
    map.addLayer({
      id: `${ID}:line`,
      type: 'line',
      source: ID,
      filter: ['!=', ['geometry-type'], 'Point'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': HOT, 'line-width': 2.5, 'line-dasharray': [2, 1.5] },
    });
    map.addLayer({
      id: `${ID}:corner`,
      type: 'circle',
      source: ID,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 5,
        'circle-color': '#ffffff',
        'circle-stroke-color': HOT,
        'circle-stroke-width': 2.5,
      },
    });
  }
  // What is measured lies over everything that came later.
  const last = map.getStyle().layers.at(-1)?.id;
  if (!last?.startsWith(`${ID}:`))
    for (const part of ['fill', 'line', 'corner']) map.moveLayer(`${ID}:${part}`);
}
