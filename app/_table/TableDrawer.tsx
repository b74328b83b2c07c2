'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type PointerEvent, useEffect } from 'react';
import { startCorrecting } from '../_correct/store';
import { lackingOf } from '../_lib/counts';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { IconButton } from '../_shell/Tip';
import { ColumnsMenu } from './ColumnsMenu';
import { Conditions } from './Conditions';
import { OutcomeChips } from './OutcomeChips';
import { Rows } from './Rows';
import { SearchField } from './SearchField';
import { SelectionBar } from './SelectionBar';
import { StatisticsPane } from './StatisticsPane';
import { useTask } from './task';

const HEIGHTS = { min: 140, step: 24 };

/** The table of the chosen layer: its rows, what of them is shown, and what is selected. */
export function TableDrawer({ layer }: { layer: Layer }) {
  const t = useTranslations('table');
  const height = useStore((state) => state.tableHeight);
  const set = useStore((state) => state.set);
  const showPanel = useStore((state) => state.showPanel);
  const shared = useStore((state) => state.shared !== null);
  const task = useTask((state) => state.task);
  useEffect(() => useTask.getState().end, []);

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
  const lacking = lackingOf(layer);
  const { number } = useFigures();
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
        <OutcomeChips layer={layer} />
        <Conditions layer={layer} />
        <SelectionBar layer={layer} />
        <SearchField />
        {!shared && <ColumnsMenu layer={layer} />}
        {lacking > 0 && !shared && (
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
      <div className="drawer-body">
        <div className="drawer-rows">
          <Rows layer={layer} />
        </div>
        {task?.kind === 'statistics' && (
          <StatisticsPane layer={layer} column={task.column} key={task.column} />
        )}
      </div>
    </section>
  );
}
