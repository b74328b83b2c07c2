'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { MARK } from './sources';

/** Shorter waits are not worth a word. */
const PAUSE_MS = 700;

/** Says that the features of a layer are on their way, where that takes a while. */
export function Drawing({ map }: { map: import('maplibre-gl').Map }) {
  const t = useTranslations('map');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const start = (event: { sourceId?: string }) => {
      if (!event.sourceId?.startsWith(MARK)) return;
      timer ??= setTimeout(() => setBusy(true), PAUSE_MS);
    };
    const end = () => {
      clearTimeout(timer);
      timer = undefined;
      setBusy(false);
    };
    map.on('sourcedataloading', start);
    map.on('idle', end);
    return () => {
      end();
      map.off('sourcedataloading', start);
      map.off('idle', end);
    };
  }, [map]);

  return (
    <p className="map-drawing card" role="status" hidden={!busy}>
      {t('drawing')}
    </p>
  );
}
