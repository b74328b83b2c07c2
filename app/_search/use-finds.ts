'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useState } from 'react';
import { type Reading, readPosition } from '@/lib/crs/position';
import { api } from '../_lib/api';
import { useStore } from '../_lib/store';
import type { Place } from '../_lib/types';
import { mapCenter } from '../_map/current';

const PAUSE_MS = 90;
/** Fewer letters begin too many names. */
const LEAST = 2;

export interface Finds {
  kind: 'recent' | 'places' | 'coordinates';
  places: readonly Place[];
  /** The places belong to the text as it is now, not to an earlier one. */
  fresh: boolean;
}

/** What the text may mean: nothing typed, the latest finds; a position; else what begins so. */
export function useFinds(text: string): Finds {
  const q = text.trim();
  const recent = useStore((state) => state.recent);
  const coordinates = useCoordinates(q);
  const [found, setFound] = useState<{ q: string; places: Place[] }>({ q: '', places: [] });
  const typed = coordinates.length > 0;

  useEffect(() => {
    if (typed || q.length < LEAST) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api
        .suggest(q, mapCenter(), abort.signal)
        .then((places) => setFound({ q, places }))
        .catch(() => !abort.signal.aborted && setFound({ q, places: [] }));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q, typed]);

  if (!q) return { kind: 'recent', places: recent, fresh: true };
  if (typed) return { kind: 'coordinates', places: coordinates, fresh: true };
  if (q.length < LEAST) return { kind: 'places', places: [], fresh: true };
  return { kind: 'places', places: found.places, fresh: found.q === q };
}

const degrees = (value: number) => value.toFixed(4);

/** A code that the page's own short table may lack. */
const CODE = /EPSG\s*:?\s*\d{4,6}.*\d/i;

/** Typed coordinates, one place a system they may be in. */
function useCoordinates(q: string): Place[] {
  const t = useTranslations('search');
  const own = useMemo(() => readPosition(q), [q]);
  const [far, setFar] = useState<{ q: string; readings: Reading[] }>({ q: '', readings: [] });
  const ask = own.length === 0 && CODE.test(q);

  useEffect(() => {
    if (!ask) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api
        .position(q, abort.signal)
        .then((readings) => setFar({ q, readings }))
        .catch(() => {}); // what is typed is then looked for as a name
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q, ask]);

  return useMemo(() => {
    const readings = own.length || far.q !== q ? own : far.readings;
    return readings.map(({ lon, lat, x, y, crs, name, guessed }) => {
      const wgs84 = crs === 'EPSG:4326';
      const numbers = wgs84 ? `${Number(x.toFixed(7))}, ${Number(y.toFixed(7))}` : `${x}, ${y}`;
      const system = t(guessed ? 'guessed' : 'read', { crs, name });
      return {
        kind: 'coordinates' as const,
        label: numbers,
        name: numbers,
        area: wgs84 ? name : `${system} · ${degrees(lon)}, ${degrees(lat)}`,
        lon,
        lat,
      };
    });
  }, [own, far, q, t]);
}
