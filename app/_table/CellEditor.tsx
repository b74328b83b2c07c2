'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { type CellValue, fitted } from '@/lib/layers/columns';
import type { Column, Row } from '../_lib/types';
import { cellText } from './columns';

interface CellEditorProps {
  row: Row;
  column: Column;
  /** `widen`: the value does not fit the column's type, and the column is to become one of text. */
  onSave: (value: CellValue, widen: boolean, then: 'down' | 'right' | 'stay') => void;
  onCancel: () => void;
}

/** Writes into one cell: Enter keeps, Escape leaves it as it was, Tab keeps and goes on to the right. */
export function CellEditor({ row, column, onSave, onCancel }: CellEditorProps) {
  const t = useTranslations('table');
  const before = cellText(row.properties[column.field ?? column.name]);
  const [text, setText] = useState(before);
  const [misfit, setMisfit] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  const hint = useId();

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const end = (work: () => void) => {
    if (ended.current) return;
    ended.current = true;
    work();
  };
  const save = (then: 'down' | 'right' | 'stay', widen = false) => {
    if (text === before) return end(onCancel);
    if (!widen && fitted(text, column.type) === undefined) return setMisfit(true);
    end(() => onSave(column.type !== 'text' && text === '' ? null : text, widen, then));
  };
  const keys = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') save('down');
    else if (event.key === 'Tab') {
      event.preventDefault();
      save('right');
    } else if (event.key === 'Escape') end(onCancel);
  };
  return (
    <span className="cell-edit">
      <input
        ref={input}
        value={text}
        inputMode={column.type === 'text' ? 'text' : 'decimal'}
        aria-label={t('editCell', { column: column.name, n: row.n })}
        aria-invalid={misfit}
        aria-describedby={misfit ? hint : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setMisfit(false);
        }}
        onKeyDown={keys}
        onBlur={(event) => {
          const to = event.relatedTarget as HTMLElement | null;
          if (to?.closest('.cell-misfit')) return;
          if (misfit) end(onCancel);
          else save('stay');
        }}
      />
      {misfit && (
        <Misfit id={hint} at={input.current}>
          <p>{t(column.type === 'integer' ? 'noInteger' : 'noNumber', { column: column.name })}</p>
          <button type="button" className="btn" onClick={() => save('stay', true)}>
            {t('makeText')}
          </button>
          <button type="button" className="btn ghost" onClick={() => end(onCancel)}>
            {t('cancel')}
          </button>
        </Misfit>
      )}
    </span>
  );
}

/** A card above its cell (or below, where there is no room), over everything that would cut it off. */
function Misfit({ id, at, children }: { id: string; at: HTMLElement | null; children: ReactNode }) {
  const box = at?.getBoundingClientRect();
  const left = Math.max(8, Math.min(box?.left ?? 0, window.innerWidth - 328));
  const above = (box?.top ?? 0) > 180;
  return createPortal(
    <div
      className="cell-misfit card"
      id={id}
      role="alert"
      style={
        above
          ? { left, bottom: window.innerHeight - (box?.top ?? 0) + 6 }
          : { left, top: (box?.bottom ?? 0) + 6 }
      }
    >
      {children}
    </div>,
    document.body,
  );
}
