'use client';

import { GripVertical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { moveLayer, orderLayers } from '../_lib/actions';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { LayerSymbol } from '../_style/LegendSymbol';

/** Shorter ways are a shaking hand. */
const SHAKE = 4;

/** Rows of the list in their order. */
const rowsAround = (element: Element) => [
  ...(element.closest('ul')?.querySelectorAll<HTMLElement>('[data-layer]') ?? []),
];

/**
 * The layer's symbol, by which its row is drawn up or down; by keyboard with the arrows. While it is drawn, the
 * other rows make room; the layers are put in the new order when it is let go.
 */
export function LayerHandle({ layer }: { layer: Layer }) {
  const t = useTranslations('layers');
  const drag = useRef<{ from: number; to: number; y: number; rows: HTMLElement[]; tops: number[] } | null>(
    null,
  );

  const begin = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    const rows = rowsAround(event.currentTarget);
    const from = rows.findIndex((row) => row.dataset.layer === layer.id);
    const tops = rows.map((row) => row.getBoundingClientRect().top);
    drag.current = { from, to: from, y: event.clientY, rows, tops };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const follow = (event: PointerEvent) => {
    const now = drag.current;
    if (!now) return;
    const way = event.clientY - now.y;
    const row = now.rows[now.from]!;
    if (Math.abs(way) < SHAKE && !row.dataset.drawn) return;
    row.dataset.drawn = 'true';
    row.style.translate = `0 ${way}px`;
    const height = row.offsetHeight;
    const middle = now.tops[now.from]! + way + height / 2;
    now.to = now.rows.reduce((at, other, i) => {
      const centre = now.tops[i]! + other.offsetHeight / 2;
      if (i < now.from) return middle < centre ? Math.min(at, i) : at;
      return i > now.from && middle > centre ? Math.max(at, i) : at;
    }, now.from);
    for (const [i, other] of now.rows.entries()) {
      if (i === now.from) continue;
      const room = i > now.from && i <= now.to ? -height : i < now.from && i >= now.to ? height : 0;
      other.style.translate = room ? `0 ${room}px` : '';
    }
  };
  const end = (keep: boolean) => {
    const now = drag.current;
    drag.current = null;
    if (!now) return;
    for (const row of now.rows) {
      row.style.translate = '';
      delete row.dataset.drawn;
    }
    if (!keep || now.to === now.from) return;
    const ids = useStore.getState().layers.map(({ id }) => id);
    ids.splice(now.to, 0, ...ids.splice(now.from, 1));
    void orderLayers(ids, layer.id);
  };
  const press = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key === 'Escape') end(false);
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!step) return;
    event.preventDefault();
    event.stopPropagation(); // the list walks through its rows with the same keys
    const handle = event.currentTarget;
    void moveLayer(layer.id, step).then(() => handle.focus());
  };
  return (
    <button
      type="button"
      className="layer-handle"
      aria-label={t('order', { name: layer.name })}
      onPointerDown={begin}
      onPointerMove={follow}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
      onKeyDown={press}
    >
      <LayerSymbol layer={layer} />
      <GripVertical size={15} className="grip" aria-hidden />
    </button>
  );
}
