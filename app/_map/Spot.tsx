'use client';

import type { MapMouseEvent, MapTouchEvent } from 'maplibre-gl';
import { useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { useIsPhone } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import maplibre from './maplibre';
import { SpotCard } from './SpotCard';
import { coveredBy } from './view';

const LONG_PRESS_MS = 550;
/** A finger that lies still moves this many pixels. */
const STILL = 8;

/**
 * Asks what is at a point: by the right mouse button, a long touch, or the context-menu key for the map's
 * centre. The answer opens in a bubble there.
 */
export function Spot({ map }: { map: import('maplibre-gl').Map }) {
  const spot = useStore((state) => state.spot);
  const phone = useIsPhone();
  const box = useMemo(() => document.createElement('div'), []);

  useEffect(() => {
    const ask = ({ lng, lat }: { lng: number; lat: number }) =>
      useStore.getState().set({ spot: { lon: lng, lat }, feature: null });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let begun = { x: 0, y: 0 };
    /** This touch has asked already: some browsers bring the menu's event of their own, others do not. */
    let held = false;
    let touching = false;
    const menu = (event: MapMouseEvent) => {
      event.preventDefault();
      // The key of the keyboard brings this event, too, with a point that means nothing.
      const { button, pointerType } = event.originalEvent as PointerEvent;
      if (button !== 2 && pointerType !== 'touch') return;
      if (touching && held) return;
      held = touching;
      ask(event.lngLat.wrap());
    };
    const stop = () => clearTimeout(timer);
    const touch = (event: MapTouchEvent) => {
      stop();
      held = false;
      touching = true;
      if (event.points.length !== 1) return;
      begun = event.point;
      timer = setTimeout(() => {
        if (!held) ask(event.lngLat.wrap());
        held = true;
      }, LONG_PRESS_MS);
    };
    const lift = ({ originalEvent }: MapTouchEvent) => {
      stop();
      touching = false;
      if (held) originalEvent.preventDefault(); // else a click follows, which closes the card
    };
    const cancel = () => {
      stop();
      touching = false;
    };
    const move = (event: MapTouchEvent) => {
      if (Math.hypot(event.point.x - begun.x, event.point.y - begun.y) > STILL) stop();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
      event.preventDefault();
      ask(map.getCenter().wrap());
    };
    const canvas = map.getCanvas();
    map.on('contextmenu', menu);
    map.on('touchstart', touch);
    map.on('touchmove', move);
    map.on('touchend', lift);
    map.on('touchcancel', cancel);
    map.on('movestart', stop);
    canvas.addEventListener('keydown', key);
    return () => {
      stop();
      map.off('contextmenu', menu);
      map.off('touchstart', touch);
      map.off('touchmove', move);
      map.off('touchend', lift);
      map.off('touchcancel', cancel);
      map.off('movestart', stop);
      canvas.removeEventListener('keydown', key);
    };
  }, [map]);

  useEffect(() => {
    if (!spot) return;
    const at: [number, number] = [spot.lon, spot.lat];
    const close = () => useStore.getState().set({ spot: null });
    map.on('click', close);
    if (phone) {
      // There is no room for a bubble: the card lies at the map's foot, and a dot marks the point.
      const dot = document.createElement('div');
      dot.className = 'spot-dot';
      const marker = new maplibre.Marker({ element: dot }).setLngLat(at).addTo(map);
      return () => {
        map.off('click', close);
        marker.remove();
      };
    }
    const popup = new maplibre.Popup({
      className: 'popup',
      closeButton: false,
      closeOnClick: false,
      focusAfterOpen: false,
      maxWidth: 'none',
      padding: coveredBy(useStore.getState()),
    })
      .setLngLat(at)
      .setDOMContent(box)
      .addTo(map);
    const watch = new ResizeObserver(() => popup.setLngLat(at));
    watch.observe(box);
    return () => {
      map.off('click', close);
      watch.disconnect();
      popup.remove();
    };
  }, [map, spot, box, phone]);

  if (!spot) return null;
  const close = () => {
    useStore.getState().set({ spot: null });
    map.getCanvas().focus();
  };
  const card = <SpotCard key={`${spot.lon} ${spot.lat}`} {...spot} onClose={close} />;
  return phone ? <div className="spot-foot card">{card}</div> : createPortal(card, box);
}
