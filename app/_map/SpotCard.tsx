'use client';

import { Copy, Ruler, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { writePosition } from '@/lib/crs/position';
import { sentenceOf } from '../_lib/actions';
import { api } from '../_lib/api';
import { withCountryName } from '../_lib/country-name';
import { useStore } from '../_lib/store';
import type { Place } from '../_lib/types';
import { started } from '../_measure/edit';
import { useMeasures } from '../_measure/use-measures';
import { IconButton } from '../_shell/Tip';
import { useCopy } from './use-copy';

interface Props {
  lon: number;
  lat: number;
  onClose: () => void;
}

const isArea = ({ kind }: Place) => kind !== 'address' && kind !== 'parcel' && kind !== 'building';

/** What is known of a point of the map: the nearest address, how far it is, and the coordinates. */
export function SpotCard({ lon, lat, onClose }: Props) {
  const t = useTranslations('position');
  const locale = useLocale();
  const crs = useStore((state) => state.crs);
  /** Who looks at a shared map may not ask the address database. */
  const askable = useStore((state) => state.shared === null);
  const { distance } = useMeasures();
  const [nearest, setNearest] = useState<Place | null>();
  const [fault, setFault] = useState('');
  const card = useRef<HTMLElement>(null);

  useEffect(() => {
    if (!askable) return;
    const abort = new AbortController();
    api
      .reverse({ lon, lat }, abort.signal)
      .then(([found]) => setNearest(found ?? null))
      .catch((error) => !abort.signal.aborted && setFault(sentenceOf(error)));
    return () => abort.abort();
  }, [lon, lat, askable]);
  useEffect(() => {
    card.current?.focus();
  }, []);

  const position = writePosition(lon, lat, crs) ?? writePosition(lon, lat, 'EPSG:4326')!;
  const away = nearest?.distance_m;
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  };
  return (
    <section ref={card} className="spot" role="dialog" aria-label={t('spot')} tabIndex={-1} onKeyDown={onKey}>
      <div className="spot-head">
        <div aria-live="polite">
          {fault && <p className="notice bad">{fault}</p>}
          {askable && !fault && nearest === undefined && <p className="muted">{t('searching')}</p>}
          {!askable && <b>{t('spot')}</b>}
          {nearest === null && <p className="muted">{t('none')}</p>}
          {nearest && (
            <>
              <b>{nearest.kind === 'city' ? withCountryName(nearest.label, locale) : nearest.label}</b>
              {away !== undefined && (
                <p className="muted small">
                  {away < 1
                    ? t('here')
                    : t(isArea(nearest) ? 'around' : 'away', { distance: distance(away) })}
                </p>
              )}
            </>
          )}
        </div>
        <IconButton label={t('close')} onClick={onClose}>
          <X size={17} />
        </IconButton>
      </div>
      <p className="spot-position">
        {position} <span className="muted small">{crs.replace('EPSG:', '')}</span>
      </p>
      <div className="spot-buttons">
        {askable && <CopyButton text={nearest?.label} label={t('copyAddress')} />}
        <CopyButton text={position} label={t('copyPosition')} />
        <button
          type="button"
          className="btn"
          onClick={() => useStore.getState().set({ spot: null, measuring: started([lon, lat]) })}
        >
          <Ruler size={15} /> {t('measureHere')}
        </button>
      </div>
    </section>
  );
}

/** @param text undefined: not known yet */
function CopyButton({ text, label }: { text: string | undefined; label: string }) {
  const copy = useCopy();
  return (
    <button type="button" className="btn" disabled={!text} onClick={() => text && void copy(text)}>
      <Copy size={15} /> {label}
    </button>
  );
}
