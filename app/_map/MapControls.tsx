'use client';

import { Maximize, Minus, Plus, ScanSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { wholeExtent } from '../_lib/extent';
import { useStore } from '../_lib/store';
import { IconButton } from '../_shell/Tip';

type WithMap = typeof window & { jariMap?: import('maplibre-gl').Map };
const map = () => (window as WithMap).jariMap;

export function MapControls() {
  const t = useTranslations('map');
  const flyTo = useStore((state) => state.flyTo);
  const empty = useStore((state) => state.layers.length === 0);
  const fit = () => {
    const extent = wholeExtent(useStore.getState().layers);
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
