'use client';

import { Measure } from '../_measure/Measure';
import { Readout } from './Readout';
import { Spot } from './Spot';

/** What answers on the map itself: where the pointer is, what is at a point, how long and how large. */
export function Tools({ map }: { map: import('maplibre-gl').Map }) {
  return (
    <>
      <Spot map={map} />
      <Measure map={map} />
      <Readout map={map} />
    </>
  );
}
