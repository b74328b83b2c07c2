'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import type { ColumnType } from '@/lib/layers/types';
import type { Layer } from '../_lib/types';
import { addColumn, renameColumn } from './actions';

/** The name of a column, new or another one; of a new one its type too. */
export function ColumnForm({ layer, column, onEnd }: { layer: Layer; column?: string; onEnd: () => void }) {
  const t = useTranslations('table');
  const hint = useId();
  const [name, setName] = useState(column ?? '');
  const [type, setType] = useState<ColumnType>('text');
  const trimmed = name.trim();
  const taken = trimmed !== column && layer.columns.some((one) => one.name === trimmed);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (trimmed === column) return onEnd();
    const done =
      column === undefined
        ? await addColumn(layer, trimmed, type, t('change.added', { column: trimmed }))
        : await renameColumn(layer, column, trimmed, t('change.renamed', { column }));
    if (done) onEnd();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label>
        <span>{t('columnName')}</span>
        <input
          className="field"
          value={name}
          maxLength={200}
          aria-invalid={taken}
          aria-describedby={taken ? hint : undefined}
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
          autoFocus
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      {taken && (
        <p className="small bad" id={hint}>
          {t('nameTaken')}
        </p>
      )}
      {column === undefined && (
        <label>
          <span>{t('columnType')}</span>
          <select
            className="field"
            value={type}
            onChange={(event) => setType(event.target.value as ColumnType)}
          >
            {(['text', 'integer', 'number'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`type.${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="form-actions">
        <button type="button" className="btn ghost" onClick={onEnd}>
          {t('cancel')}
        </button>
        <button type="submit" className="btn primary" disabled={trimmed === '' || taken}>
          {t(column === undefined ? 'add' : 'save')}
        </button>
      </div>
    </form>
  );
}
