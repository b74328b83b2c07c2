'use client';

import { useTranslations } from 'next-intl';
import type { Layer } from '../../_lib/types';

interface ColumnsFieldProps {
  layer: Layer;
  /** Names left out. */
  without: ReadonlySet<string>;
  onChange: (without: ReadonlySet<string>) => void;
}

/** Which columns go into the file. */
export function ColumnsField({ layer, without, onChange }: ColumnsFieldProps) {
  const t = useTranslations('download');
  const all = layer.columns.length;
  const n = layer.columns.filter(({ name }) => !without.has(name)).length;
  const toggle = (name: string) => {
    const next = new Set(without);
    if (!next.delete(name)) next.add(name);
    onChange(next);
  };
  return (
    <details className="download-columns">
      <summary>
        {t('columns')}{' '}
        <span className="muted">{n === all ? t('allColumns', { n }) : t('someColumns', { n, all })}</span>
      </summary>
      <div className="download-column-buttons">
        <button type="button" className="chip" onClick={() => onChange(new Set())}>
          {t('everyColumn')}
        </button>
        <button
          type="button"
          className="chip"
          onClick={() => onChange(new Set(layer.columns.map(({ name }) => name)))}
        >
          {t('noColumn')}
        </button>
      </div>
      <div className="download-column-list">
        {layer.columns.map(({ name }) => (
          <label key={name}>
            <input type="checkbox" checked={!without.has(name)} onChange={() => toggle(name)} />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </details>
  );
}
