'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { useStore } from '../../_lib/store';

interface CrsFieldProps {
  /** As it was typed or chosen. */
  value: string;
  onChange: (text: string) => void;
}

/** The code of a line of the list, `EPSG:5186 · KGD2002 / …`; anything else as it was typed. */
export const codeOf = (text: string) => text.split(' · ')[0]!.trim();

/** A coordinate system: found by typing part of its name or code, or any code that the server may know. */
export function CrsField({ value, onChange }: CrsFieldProps) {
  const t = useTranslations('download');
  const systems = useStore((state) => state.config.crs) ?? [];
  const id = useId();
  return (
    <div className="download-row">
      <label htmlFor={id}>{t('crs')}</label>
      <div>
        <input
          id={id}
          className="field"
          list={`${id}-list`}
          value={value}
          spellCheck={false}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          onFocus={(event) => event.target.select()}
          onChange={(event) => onChange(event.target.value)}
        />
        <datalist id={`${id}-list`}>
          {systems.map(({ code, name }) => (
            <option key={code} value={`${code} · ${name}`} />
          ))}
        </datalist>
        <small id={`${id}-hint`} className="muted">
          {t('crsHint')}
        </small>
      </div>
    </div>
  );
}
