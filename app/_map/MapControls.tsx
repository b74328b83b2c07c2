'use client';

import { Maximize, Minus, Plus, ScanSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useStore } from '../_lib/store';
import type { Extent } from '../_lib/types';
import { IconButton } from '../_shell/Tip';

type WithMap = typeof window & { jariMap?: import('maplibre-gl').Map };
const map = () => (window as WithMap).jariMap;

/** The smallest extent that holds all visible layers. */
function wholeExtent(): Extent | null {
  const extents = useStore
    .getState()
    .layers.filter((layer) => layer.visible && layer.extent)
    .map((layer) => layer.extent!);
  if (extents.length === 0) return null;
  return extents.reduce((a, b) => [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[2], b[2]),
    Math.max(a[3], b[3]),
  ]);
}

export function MapControls() {
  const t = useTranslations('map');
  const flyTo = useStore((state) => state.flyTo);
  const empty = useStore((state) => state.layers.length === 0);
  const fit = () => {
    const extent = wholeExtent();
    if (extent) flyTo(extent);
  };
  const fullScreen = () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
  return (
    <fieldset className="map-controls card" aria-label={t('controls')}>
      <IconButton label={t('zoomIn')} side="left" onClick={() => map()?.zoomIn()}>
        <Plus size={18} />
      </IconButton>
      <IconButton label={t('zoomOut')} side="left" onClick={() => map()?.zoomOut()}>
        <Minus size={18} />
      </IconButton>
      <IconButton label={t('fit')} side="left" onClick={fit} disabled={empty}>
        <ScanSearch size={18} />
      </IconButton>
      <IconButton label={t('fullScreen')} side="left" onClick={() => void fullScreen()}>
        <Maximize size={17} />
      </IconButton>
    </fieldset>
  );
}
