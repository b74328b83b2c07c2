'use client';

import type { Offset } from 'maplibre-gl';
import { useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { FeatureDetails } from '../_layers/FeatureDetails';
import { useIsPhone } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import maplibre from './maplibre';
import { coveredBy } from './view';

/** Clear of the symbol on every side, and of its label below. */
const OFFSETS: Offset = {
  bottom: [0, -12],
  'bottom-left': [10, -10],
  'bottom-right': [-10, -10],
  top: [0, 30],
  'top-left': [10, 30],
  'top-right': [-10, 30],
  left: [14, 0],
  right: [-14, 0],
  center: [0, 0],
};

/** The bubble over the chosen feature: MapLibre places it, React fills it. */
export function Popup({ map }: { map: import('maplibre-gl').Map }) {
  const feature = useStore((state) => state.feature);
  const phone = useIsPhone();
  const box = useMemo(() => document.createElement('div'), []);
  const at = feature?.at;

  useEffect(() => {
    if (!at || phone) return;
    const popup = new maplibre.Popup({
      className: 'popup',
      closeButton: false,
      closeOnClick: false,
      focusAfterOpen: false,
      maxWidth: 'none',
      offset: OFFSETS,
      padding: coveredBy(useStore.getState()),
    })
      .setLngLat(at)
      .setDOMContent(box)
      .addTo(map);
    // The card is filled and grows after it was placed: it is placed again, so that it keeps clear of the edges.
    const watch = new ResizeObserver(() => popup.setLngLat(at));
    watch.observe(box);
    return () => {
      watch.disconnect();
      popup.remove();
    };
  }, [map, at, box, phone]);

  if (phone || !feature?.at) return null;
  return createPortal(
    <FeatureDetails layerId={feature.layer} n={feature.n} key={`${feature.layer} ${feature.n}`} />,
    box,
  );
}
