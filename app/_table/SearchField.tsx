'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useStore } from '../_lib/store';

const REST_MS = 300;

/** Text that some value of a row contains; asked for when the hand rests. */
export function SearchField() {
  const t = useTranslations('table');
  const q = useStore((state) => state.filter.q ?? '');
  const set = useStore((state) => state.set);
  const [text, setText] = useState(q);

  // Filters that are cleared elsewhere clear the field.
  useEffect(() => setText((before) => (before.trim() === q ? before : q)), [q]);
  useEffect(() => {
    const timer = setTimeout(() => {
      const before = useStore.getState().filter;
      if ((before.q ?? '') !== text.trim()) set({ filter: { ...before, q: text.trim() || undefined } });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [text, set]);
  return (
    <input
      className="field"
      type="search"
      value={text}
      maxLength={200}
      placeholder={t('filter')}
      aria-label={t('filter')}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
