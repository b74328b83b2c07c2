'use client';

import { MapPin, Maximize, Minus, Plus, Ruler, ScanSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { wholeExtent } from '../_lib/extent';
import { useStore } from '../_lib/store';
import { started } from '../_measure/edit';
import { IconButton } from '../_shell/Tip';
import { currentMap, mapCenter } from './current';

const map = currentMap;

export function MapControls() {
  const t = useTranslations('map');
  const measure = useTranslations('measure');
  const position = useTranslations('position');
  const measuring = useStore((state) => state.measuring !== null);
  const set = useStore((state) => state.set);
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
      <IconButton label={position('spotHere')} side="left" onClick={() => set({ spot: mapCenter() ?? null })}>
        <MapPin size={17} />
      </IconButton>
      <IconButton
        label={measure('tool')}
        side="left"
        aria-pressed={measuring}
        onClick={() => set({ measuring: measuring ? null : started() })}
      >
        <Ruler size={17} />
      </IconButton>
      <IconButton label={t('fullScreen')} side="left" onClick={() => void fullScreen()}>
        <Maximize size={17} />
      </IconButton>
    </fieldset>
  );
}
