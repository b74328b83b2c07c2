'use client';

import { MapPin, Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api } from '../_lib/api';
import { useHotkeys } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Place } from '../_lib/types';
import { readCoordinates } from './coordinates';

const PAUSE_MS = 140;

/** Finds an address, a place or typed coordinates, and takes the map there. */
export function SearchBox() {
  const t = useTranslations('search');
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [places, setPlaces] = useState<Place[]>([]);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [note, setNote] = useState('');
  const { set, flyTo } = useStore.getState();

  useHotkeys(
    useCallback((event: KeyboardEvent | globalThis.KeyboardEvent) => {
      if (event.key !== '/') return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }, []),
  );

  useEffect(() => {
    const q = text.trim();
    setActive(-1);
    setNote('');
    const typed = readCoordinates(q);
    if (typed) return setPlaces([{ label: `${typed.lon}, ${typed.lat}`, kind: 'coordinates', ...typed }]);
    if (q.length < 2) return setPlaces([]);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api
        .suggest(q, abort.signal)
        .then(setPlaces)
        .catch(() => !abort.signal.aborted && setPlaces([]));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);

  const go = (place: Place) => {
    setOpen(false);
    setText(place.label);
    set({ marker: place, feature: null });
    flyTo({ lon: place.lon, lat: place.lat, zoom: 13 });
    input.current?.blur();
  };
  const find = async () => {
    const chosen = places[active];
    if (chosen) return go(chosen);
    const typed = readCoordinates(text);
    if (typed) return go({ label: text.trim(), ...typed });
    if (!text.trim()) return;
    try {
      const [best] = await api.search(text.trim());
      if (best) go(best);
      else setNote(t('nothing'));
    } catch (error) {
      setNote(sentenceOf(error));
    }
  };
  const clear = () => {
    setText('');
    set({ marker: null });
    input.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // Enter that ends a Hangul syllable is not ours
    if (event.key === 'Enter') void find();
    else if (event.key === 'Escape') {
      setOpen(false);
      if (text) clear();
      input.current?.blur();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((at) => (places.length ? (at + step + places.length) % places.length : -1));
    }
  };

  const shown = open && (places.length > 0 || note !== '');
  return (
    <search className="search">
      <div className="search-box">
        <Search size={16} aria-hidden />
        <input
          ref={input}
          type="search"
          role="combobox"
          aria-label={t('label')}
          aria-expanded={shown}
          aria-controls="search-list"
          aria-activedescendant={active >= 0 ? `place-${active}` : undefined}
          aria-autocomplete="list"
          placeholder={t('placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setTimeout(() => setOpen(false), 120)}
          onKeyDown={onKey}
        />
        {text ? (
          <button type="button" className="search-clear" aria-label={t('clear')} onClick={clear}>
            <X size={15} />
          </button>
        ) : (
          <kbd aria-hidden>/</kbd>
        )}
      </div>
      {shown && (
        <div className="menu search-list" id="search-list" role="listbox" aria-label={t('results')}>
          {places.map((place, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the input keeps the focus and its keys choose
            <div
              key={`${place.label} ${place.lon} ${place.lat}`}
              id={`place-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => event.preventDefault()}
              onMouseEnter={() => setActive(index)}
              onClick={() => go(place)}
            >
              <MapPin size={15} aria-hidden />
              <span>{place.label}</span>
            </div>
          ))}
          {note && <p className="muted">{note}</p>}
        </div>
      )}
    </search>
  );
}
