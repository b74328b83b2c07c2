'use client';

import type { ImageSource } from 'maplibre-gl';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useStore } from '../_lib/store';
import maplibre from '../_map/maplibre';
import { useDraft } from './store';

const ID = 'draft-image';
/** Pixels of the screen that an arrow key moves a corner. */
const STEP = 4;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
};
const NAMES = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'] as const;

/** The image that is being placed, with a handle at each corner. */
export function DraftImage({ map }: { map: import('maplibre-gl').Map }) {
  const t = useTranslations('imagery');
  const url = useDraft((state) => state.url);
  const corners = useDraft((state) => state.corners);
  const placing = url !== null && corners !== null;
  const theme = useStore((state) => state.theme);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme brings another style
  useEffect(() => {
    if (!url || !corners) return;
    const show = () => {
      if (!map.getStyle()) return;
      const source = map.getSource(ID) as ImageSource | undefined;
      if (source) source.setCoordinates(corners);
      else map.addSource(ID, { type: 'image', url, coordinates: corners });
      if (!map.getLayer(ID))
        map.addLayer({ id: ID, type: 'raster', source: ID, paint: { 'raster-fade-duration': 0 } });
    };
    show();
    map.on('styledata', show);
    return () => void map.off('styledata', show);
  }, [map, url, corners, theme]);

  useEffect(() => {
    if (!url) return;
    return () => {
      if (!map.getStyle()) return;
      if (map.getLayer(ID)) map.removeLayer(ID);
      if (map.getSource(ID)) map.removeSource(ID);
    };
  }, [map, url]);

  useEffect(() => {
    if (!placing) return;
    const move = (i: number, at: { lng: number; lat: number }) => {
      const { corners } = useDraft.getState();
      useDraft.setState({ corners: corners!.with(i, [at.lng, at.lat]) as typeof corners });
    };
    const markers = NAMES.map((name, i) => {
      const handle = document.createElement('button');
      handle.type = 'button';
      handle.className = 'corner-handle';
      handle.setAttribute('aria-label', t(name));
      const marker = new maplibre.Marker({ element: handle, draggable: true })
        .setLngLat(useDraft.getState().corners![i]!)
        .addTo(map);
      marker.on('drag', () => move(i, marker.getLngLat()));
      handle.onkeydown = (event) => {
        const by = ARROWS[event.key];
        if (!by) return;
        event.preventDefault();
        event.stopPropagation();
        const { x, y } = map.project(marker.getLngLat());
        const at = map.unproject([x + by[0], y + by[1]]);
        marker.setLngLat(at);
        move(i, at);
      };
      return marker;
    });
    return () => {
      for (const marker of markers) marker.remove();
    };
  }, [map, placing, t]);

  return null;
}
