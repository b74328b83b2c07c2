'use client';

import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect } from 'react';
import { servedAs } from '@/lib/layers/tiles/served-as';
import { useStore } from '../_lib/store';

const ID = 'chosen';

/**
 * A ring round the chosen point of a layer that comes as tiles: from afar its own symbol may have been left out
 * in favour of another close by.
 */
export function Chosen({ map }: { map: MapLibreMap }) {
  const feature = useStore((state) => state.feature);
  const layer = useStore(({ layers }) => layers.find(({ id }) => id === feature?.layer));
  const points = layer && layer.counts.geometry.line + layer.counts.geometry.polygon === 0;
  const shown = points && layer.visible && servedAs(layer) === 'tiles';
  const at = shown ? feature?.at : undefined;
  const radius = layer ? layer.style.symbol.size / 2 + 3 : 0;

  useEffect(() => {
    if (!at) return;
    const show = () => {
      if (map.getLayer(ID)) return;
      if (!map.getSource(ID))
        map.addSource(ID, { type: 'geojson', data: { type: 'Point', coordinates: at } });
      map.addLayer({
        id: ID,
        type: 'circle',
        source: ID,
        paint: {
          'circle-radius': radius,
          'circle-color': '#e2562c',
          'circle-opacity': 0.25,
          'circle-stroke-color': '#e2562c',
          'circle-stroke-width': 2,
        },
      });
    };
    show();
    map.on('styledata', show); // another base map brings a style without it
    return () => {
      map.off('styledata', show);
      if (map.getLayer(ID)) map.removeLayer(ID);
      if (map.getSource(ID)) map.removeSource(ID);
    };
  }, [map, at, radius]);

  return null;
}
