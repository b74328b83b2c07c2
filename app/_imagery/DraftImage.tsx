'use client';

import type { ImageSource, Map as MapLibreMap } from 'maplibre-gl';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { shownImage } from '@/lib/layers/shown-image';
import { useStore } from '../_lib/store';
import maplibre from '../_map/maplibre';
import { imageSource } from '../_map/sources';
import { type Corners, endDraft, type LngLat, useDraft } from './store';

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

/** So that what lies under the image can be seen while it is placed. */
const OPACITY = 0.75;

/** The image that is being placed, with a handle at each corner and one in the middle. */
export function DraftImage({ map }: { map: MapLibreMap }) {
  const t = useTranslations('imagery');
  const url = useDraft((state) => state.url);
  const corners = useDraft((state) => state.corners);
  const awaits = useDraft((state) => state.awaits);
  const placing = url !== null && corners !== null && awaits === null;
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
        map.addLayer({
          id: ID,
          type: 'raster',
          source: ID,
          paint: { 'raster-fade-duration': 0, 'raster-opacity': OPACITY },
        });
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
    if (!awaits) return;
    const layerNow = () => useStore.getState().layers.find(({ id }) => id === awaits);
    // All that is in sight has been drawn, its tiles too.
    const drawn = () => {
      const layer = layerNow();
      if (layer && shownImage(layer) && map.getSource(imageSource(layer))) endDraft();
    };
    map.on('idle', drawn);
    const stop = useStore.subscribe(() => layerNow() ?? endDraft());
    return () => {
      map.off('idle', drawn);
      stop();
    };
  }, [map, awaits]);

  useEffect(() => {
    if (!placing) return;
    const corners = () => useDraft.getState().corners!;
    const put = (changed: LngLat[]) => useDraft.setState({ corners: changed as Corners });
    const handles = [
      handleOn(map, t('middle'), {
        at: () => middleOf(map, corners()),
        move: (to) => put(movedTo(map, corners(), to)),
      }),
      ...NAMES.map((name, i) =>
        handleOn(map, t(name), { at: () => corners()[i]!, move: (to) => put(corners().with(i, to)) }),
      ),
    ];
    const stop = useDraft.subscribe(({ corners }) => {
      if (corners) for (const { follow } of handles) follow();
    });
    return () => {
      stop();
      for (const { remove } of handles) remove();
    };
  }, [map, placing, t]);

  return null;
}

/** The middle of the image on the screen. */
function middleOf(map: MapLibreMap, corners: Corners): LngLat {
  const points = corners.map((corner) => map.project(corner));
  const mean = (axis: 'x' | 'y') => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return map.unproject([mean('x'), mean('y')]).toArray();
}

/** The corners of the image with its middle elsewhere; its shape on the screen stays. */
function movedTo(map: MapLibreMap, corners: Corners, to: LngLat): LngLat[] {
  const by = map.project(to).sub(map.project(middleOf(map, corners)));
  return corners.map((corner) => map.unproject(map.project(corner).add(by)).toArray());
}

/** A handle that is dragged or moved by the arrow keys. @param name for those who do not see it */
function handleOn(
  map: MapLibreMap,
  name: string,
  { at, move }: { at: () => LngLat; move: (to: LngLat) => void },
) {
  const handle = document.createElement('button');
  handle.type = 'button';
  handle.className = 'corner-handle';
  handle.setAttribute('aria-label', name);
  handle.title = name;
  const marker = new maplibre.Marker({ element: handle, draggable: true }).setLngLat(at()).addTo(map);
  marker.on('drag', () => move(marker.getLngLat().toArray()));
  handle.onkeydown = (event) => {
    const by = ARROWS[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const { x, y } = map.project(at());
    move(map.unproject([x + by[0], y + by[1]]).toArray());
  };
  return { follow: () => void marker.setLngLat(at()), remove: () => void marker.remove() };
}
