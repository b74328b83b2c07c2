'use client';

import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { api } from '../_lib/api';
import { useStore } from '../_lib/store';
import type { Row } from '../_lib/types';
import { MARK } from './sources';

const ID = 'uncertainty';
/** Closer than this the symbol itself covers it. */
const LEAST_M = 20;
/** Metres a pixel of the equator at zoom 0, with MapLibre's tiles of 512 pixels. */
const EQUATOR_M = 40_075_016.686 / 512;
const MOST_ZOOM = 24;

/** How far off the chosen row may be, as a disc of true size. */
export function Uncertainty({ map }: { map: MapLibreMap }) {
  const chosen = useStore((state) => state.feature);
  const [feature, setFeature] = useState<Row | null>(null);

  useEffect(() => {
    setFeature(null);
    if (!chosen) return;
    let stale = false;
    api
      .row(chosen.layer, chosen.n)
      .then((found) => !stale && setFeature(found))
      .catch(() => {}); // the bubble says what went wrong
    return () => {
      stale = true;
    };
  }, [chosen]);

  useEffect(() => {
    const metres = Number(feature?.answer?.jari_uncertainty_m ?? 0);
    const shown = feature && feature.lon !== null && feature.lat !== null && metres > LEAST_M;
    if (!shown) return;
    const show = () => draw(map, [feature.lon!, feature.lat!], metres);
    show();
    map.on('styledata', show); // another base map brings a style without it
    return () => {
      map.off('styledata', show);
      if (map.getLayer(ID)) map.removeLayer(ID);
      if (map.getSource(ID)) map.removeSource(ID);
    };
  }, [map, feature]);

  return null;
}

/** A point whose circle grows with the zoom as distances on the map do (Web Mercator, exact for a base of 2). */
function draw(map: MapLibreMap, [lon, lat]: [number, number], metres: number): void {
  const data = { type: 'Point' as const, coordinates: [lon, lat] };
  const source = map.getSource(ID) as GeoJSONSource | undefined;
  if (!source) map.addSource(ID, { type: 'geojson', data });
  if (map.getLayer(ID)) return;
  const pixels = metres / (EQUATOR_M * Math.cos((lat * Math.PI) / 180));
  const below = map.getStyle().layers.find(({ id }) => id.startsWith(MARK))?.id;
  map.addLayer(
    {
      id: ID,
      type: 'circle',
      source: ID,
      paint: {
        'circle-radius': [
          'interpolate',
          ['exponential', 2],
          ['zoom'],
          0,
          pixels,
          MOST_ZOOM,
          pixels * 2 ** MOST_ZOOM,
        ],
        'circle-color': '#0b6b6b',
        'circle-opacity': 0.12,
        'circle-stroke-color': '#0b6b6b',
        'circle-stroke-opacity': 0.6,
        'circle-stroke-width': 1.5,
      },
    },
    below,
  );
}
