'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type PointerEvent, useEffect, useState } from 'react';
import { startCorrecting } from '../_correct/store';
import { filterFor, lackingOf, outcomes, toneOf } from '../_lib/counts';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { IconButton } from '../_shell/Tip';
import { Rows } from './Rows';

const HEIGHTS = { min: 140, step: 24 };

/** The table of the chosen layer, with the words of its counts as filters. */
export function TableDrawer({ layer }: { layer: Layer }) {
  const t = useTranslations('table');
  const outcomeName = useTranslations('outcome');
  const { number } = useFigures();
  const filter = useStore((state) => state.filter);
  const height = useStore((state) => state.tableHeight);
  const set = useStore((state) => state.set);
  const showPanel = useStore((state) => state.showPanel);
  const own = useStore((state) => state.shared === null);
  const [text, setText] = useState(filter.q ?? '');

  useEffect(() => {
    const timer = setTimeout(() => {
      const before = useStore.getState().filter;
      if ((before.q ?? '') !== text.trim()) set({ filter: { ...before, q: text.trim() || undefined } });
    }, 250);
    return () => clearTimeout(timer);
  }, [text, set]);

  const resize = (next: number) =>
    set({ tableHeight: Math.round(Math.max(HEIGHTS.min, Math.min(window.innerHeight * 0.6, next))) });
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    const from = event.clientY;
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => resize(height + from - moved.clientY);
    grip.addEventListener('pointermove', move);
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), {
      once: true,
    });
  };

  const parts = outcomes(layer);
  const all = !filter.status && !filter.level;
  const lacking = lackingOf(layer);
  return (
    <section className="panel drawer card" aria-label={t('title', { name: layer.name })}>
      <button
        type="button"
        className="drawer-grip"
        aria-label={t('resize')}
        onPointerDown={drag}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp') resize(height + HEIGHTS.step);
          if (event.key === 'ArrowDown') resize(height - HEIGHTS.step);
        }}
      />
      <div className="drawer-head">
        <h2>{t('short')}</h2>
        <fieldset className="chips" aria-label={t('filters')}>
          <button
            type="button"
            className="chip"
            aria-pressed={all}
            onClick={() => set({ filter: { q: filter.q } })}
          >
            {t('all')} {number(layer.counts.rows)}
          </button>
          {parts.map(({ outcome, count }) => {
            const own = filterFor(outcome);
            const on = !all && own.status === filter.status && own.level === filter.level;
            return (
              <button
                key={outcome}
                type="button"
                className="chip"
                aria-pressed={on}
                data-tone={toneOf(outcome)}
                onClick={() => set({ filter: on ? { q: filter.q } : { ...own, q: filter.q } })}
              >
                {outcomeName(outcome)} {number(count)}
              </button>
            );
          })}
        </fieldset>
        <input
          className="field"
          type="search"
          value={text}
          placeholder={t('filter')}
          aria-label={t('filter')}
          onChange={(event) => setText(event.target.value)}
        />
        {lacking > 0 && own && (
          <button type="button" className="btn fix" onClick={() => void startCorrecting(layer.id)}>
            {t('fix', { n: number(lacking) })}
          </button>
        )}
        <IconButton
          label={t('close')}
          className="icon-btn close-panel"
          onClick={() => showPanel('table', false)}
        >
          <X size={17} />
        </IconButton>
      </div>
      <Rows layer={layer} />
    </section>
  );
}
