'use client';

import type { MapMouseEvent } from 'maplibre-gl';
import { useCallback, useEffect, useState } from 'react';
import { useHotkeys } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Measurement } from '../_lib/types';
import { finished, withCorner, withoutLast } from './edit';
import { MeasureCard } from './MeasureCard';
import { syncMeasurement } from './sync';

type Corner = [number, number];

const change = (edit: (measurement: Measurement) => Measurement | null) => {
  const { measuring, set } = useStore.getState();
  if (measuring) set({ measuring: edit(measuring) });
};

/** Measuring on the map: clicks set corners, a double click ends, keys take back and end. */
export function Measure({ map }: { map: import('maplibre-gl').Map }) {
  const measuring = useStore((state) => state.measuring);
  const [pointer, setPointer] = useState<Corner>();
  const active = measuring !== null;
  const open = active && !measuring.done;

  useEffect(() => {
    if (!open) return;
    const canvas = map.getCanvas();
    const click = (event: MapMouseEvent) => {
      const { lng, lat } = event.lngLat;
      if (event.originalEvent.detail > 1) change(finished);
      else change((now) => withCorner(now, [lng, lat]));
    };
    const move = ({ lngLat }: MapMouseEvent) => setPointer([lngLat.lng, lngLat.lat]);
    const leave = () => setPointer(undefined);
    canvas.style.cursor = 'crosshair';
    map.on('click', click);
    map.on('mousemove', move);
    map.on('mouseout', leave);
    return () => {
      canvas.style.cursor = '';
      setPointer(undefined);
      map.off('click', click);
      map.off('mousemove', move);
      map.off('mouseout', leave);
    };
  }, [map, open]);

  // Also after the end: the double click that ends must not zoom.
  useEffect(() => {
    if (!active) return;
    map.doubleClickZoom.disable();
    return () => map.doubleClickZoom.enable();
  }, [map, active]);

  useEffect(() => {
    const sync = () => syncMeasurement(map, measuring, pointer);
    sync();
    if (!measuring) return;
    map.on('styledata', sync); // another base map brings a style without it
    return () => void map.off('styledata', sync);
  }, [map, measuring, pointer]);

  useHotkeys(
    useCallback((event: KeyboardEvent) => {
      if (!useStore.getState().measuring) return;
      if (event.key === 'Escape') change(() => null);
      else if (event.key === 'Backspace') {
        event.preventDefault();
        change(withoutLast);
      } else if (event.key === 'Enter' && !(event.target as HTMLElement).closest?.('button, a'))
        change(finished);
    }, []),
  );

  if (!measuring) return null;
  const atCenter = () => {
    const { lng, lat } = map.getCenter();
    change((now) => withCorner(now, [lng, lat]));
  };
  return <MeasureCard measurement={measuring} pointer={pointer} onChange={change} onCenter={atCenter} />;
}
