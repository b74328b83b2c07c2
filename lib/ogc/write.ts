import type { Geometry, Position } from 'geojson';
import { transformer } from '@/lib/crs/transform';
import { mapPositions } from '@/lib/geojson/map-positions';
import { tidyGeometry } from '@/lib/geojson/tidy';
import { columnValue } from '@/lib/layers/columns';
import type { Column, Feature } from '@/lib/layers/types';
import type { System } from './systems';

const DEGREES = 1e7;
const METRES = 1e4;

/** A geometry in a system, its axes in the order of the system; 7 decimals of a degree or 4 of a metre. */
export function inSystem(geometry: Geometry, { code, geographic, northFirst }: System): Geometry {
  const tidy = tidyGeometry(geometry);
  if (code === 'EPSG:4326' && !northFirst) return tidy;
  const transform = transformer('EPSG:4326', code);
  const scale = geographic ? DEGREES : METRES;
  const round = (value: number) => Math.round(value * scale) / scale || 0;
  return mapPositions(tidy, ([lon, lat, ...height]: Position) => {
    const [x, y] = transform(lon!, lat!);
    return northFirst ? [round(y), round(x), ...height] : [round(x), round(y), ...height];
  });
}

/** A row as a feature of an answer. */
export function featureObject(
  feature: Feature,
  columns: readonly Column[],
  system: System,
): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const column of columns) properties[column.name] = columnValue(feature, column);
  return {
    type: 'Feature',
    id: feature.n,
    geometry: feature.geometry && inSystem(feature.geometry, system),
    properties,
  };
}
