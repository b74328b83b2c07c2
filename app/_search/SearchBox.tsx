'use client';

import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api } from '../_lib/api';
import { useHotkeys } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Place, PlaceKind } from '../_lib/types';
import { mapCenter } from '../_map/current';
import { FindOption } from './FindOption';
import { useFinds } from './use-finds';

/** How close to look at what was found. */
const ZOOM: Record<PlaceKind, number> = {
  province: 8,
  district: 11,
  city: 11,
  legal_dong: 13.5,
  road: 15,
  coordinates: 15,
  near: 16,
  parcel: 16.5,
  address: 16.5,
  building: 16.5,
};

const RECENT = 8;

/** Finds an address, a place or typed coordinates, and takes the map there. */
export function SearchBox() {
  const t = useTranslations('search');
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [note, setNote] = useState('');
  const { kind, places, fresh } = useFinds(text);
  const { set, flyTo } = useStore.getState();

  useHotkeys(
    useCallback((event: KeyboardEvent | globalThis.KeyboardEvent) => {
      // With a Hangul keyboard the key of the slash may come without its character.
      const slash = event.key === '/' || (event.key === 'Process' && event.code === 'Slash');
      if (!slash || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }, []),
  );
  useEffect(() => {
    setActive(-1);
    setNote('');
    void text;
  }, [text]);

  const go = (place: Place) => {
    setOpen(false);
    setText(place.label);
    const others = useStore.getState().recent.filter(({ label }) => label !== place.label);
    set({ marker: place, feature: null, spot: null, recent: [place, ...others].slice(0, RECENT) });
    flyTo({ lon: place.lon, lat: place.lat, zoom: ZOOM[place.kind] ?? 13 });
    input.current?.blur();
  };
  const find = async () => {
    const chosen = places[active] ?? (fresh && kind !== 'recent' ? places[0] : undefined);
    if (chosen) return go(chosen);
    const q = text.trim();
    if (!q) return;
    try {
      const near = mapCenter();
      const [best] = fresh ? [] : await api.suggest(q, near);
      const [found] = best ? [best] : await api.search(q, near);
      if (found) go(found);
      else {
        setNote(t('nothing'));
        setOpen(true);
      }
    } catch (error) {
      setNote(sentenceOf(error));
      setOpen(true);
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
      if (open && active >= 0) return setActive(-1);
      setOpen(false);
      if (text) clear();
      input.current?.blur();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place of the round is the text itself, with nothing chosen.
      const round = places.length + 1;
      setActive((at) => ((at + 1 + step + round) % round) - 1);
    }
  };

  const shown = open && (places.length > 0 || note !== '');
  const several = kind === 'coordinates' && places.length > 1;
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
          aria-activedescendant={shown && active >= 0 ? `place-${active}` : undefined}
          aria-autocomplete="list"
          placeholder={t('placeholder')}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={() => setOpen(false)}
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
      <p className="hidden-visually" role="status">
        {shown && fresh && places.length > 0 && kind !== 'recent' ? t('count', { n: places.length }) : ''}
      </p>
      {shown && (
        <div className="menu search-list">
          {kind === 'recent' && <p className="find-title">{t('recent')}</p>}
          {several && <p className="find-title">{t('asCoordinates')}</p>}
          <div id="search-list" role="listbox" aria-label={t('results')}>
            {places.map((place, index) => (
              <FindOption
                key={`${place.label} ${place.area} ${place.lon} ${place.lat}`}
                id={`place-${index}`}
                place={place}
                active={index === active}
                onPoint={() => setActive(index)}
                onChoose={() => go(place)}
              />
            ))}
          </div>
          {kind === 'recent' && (
            <button
              type="button"
              className="find-forget"
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => set({ recent: [] })}
            >
              {t('forget')}
            </button>
          )}
          {note && (
            <p className="muted" role="alert">
              {note}
            </p>
          )}
        </div>
      )}
    </search>
  );
}
