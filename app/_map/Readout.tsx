'use client';

import type { MapMouseEvent } from 'maplibre-gl';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { definitions } from '@/lib/crs/definitions';
import { DMS, UTM_ZONE, writePosition } from '@/lib/crs/position';
import { useIsPhone } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import { Chooser } from '../_shell/Menu';
import { useCopy } from './use-copy';

/** Systems that are asked for; UTM has the zone of the point. */
const OFFERED = definitions.filter(
  ({ code }) => !/^EPSG:32[67]\d\d$/.test(code) && code !== 'CRS84' && code !== 'EPSG:4326',
);

/** Coordinates under the pointer, or of the map's centre while the pointer is elsewhere, in a chosen system. */
export function Readout({ map }: { map: import('maplibre-gl').Map }) {
  const t = useTranslations('position');
  const crs = useStore((state) => state.crs);
  const set = useStore((state) => state.set);
  const phone = useIsPhone();
  const copy = useCopy();
  const [at, setAt] = useState<{ lng: number; lat: number; center: boolean }>();

  useEffect(() => {
    if (phone) return;
    let frame = 0;
    let within = false;
    const show = (next: { lng: number; lat: number }) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setAt({ lng: next.lng, lat: next.lat, center: !within }));
    };
    const follow = ({ lngLat }: MapMouseEvent) => {
      within = true;
      show(lngLat);
    };
    const leave = () => {
      within = false;
      show(map.getCenter());
    };
    const moved = () => !within && show(map.getCenter());
    leave();
    map.on('mousemove', follow);
    map.on('mouseout', leave);
    map.on('move', moved);
    return () => {
      cancelAnimationFrame(frame);
      map.off('mousemove', follow);
      map.off('mouseout', leave);
      map.off('move', moved);
    };
  }, [map, phone]);

  if (phone || !at) return null;
  const text = writePosition(at.lng, at.lat, crs);
  const shown = text && (at.center ? `${text} ${t('center')}` : text);
  const choices = [
    { value: 'EPSG:4326', label: t('degrees'), note: 'EPSG:4326' },
    { value: DMS, label: t('dms') },
    ...OFFERED.map(({ code, name }) => ({ value: code, label: name, note: code })),
    { value: UTM_ZONE, label: t('utm') },
  ];
  return (
    <aside className="readout card" aria-label={t('readout')}>
      <button
        type="button"
        className="readout-text"
        disabled={!text}
        aria-label={shown ? t('copy', { text: shown }) : t('outside')}
        title={text ? t('copy', { text }) : undefined}
        onClick={() => text && void copy(text)}
      >
        {text ?? t('outside')}
        {at.center && <span className="muted small"> {t('center')}</span>}
      </button>
      <Chooser
        label={t('system')}
        value={crs}
        choices={choices}
        onChoose={(next) => set({ crs: next })}
        className="readout-crs"
        side="top"
      >
        {crs}
      </Chooser>
    </aside>
  );
}
