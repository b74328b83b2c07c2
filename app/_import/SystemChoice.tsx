'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api } from '../_lib/api';
import { useStore } from '../_lib/store';
import type { Extent } from '../_lib/types';
import { PlacementMap } from './PlacementMap';

interface SystemChoiceProps {
  /** What the file says, or its format. */
  said?: { code: string; name: string; by: 'file' | 'format' };
  /** Systems that would fit, likeliest first. */
  candidates: string[];
  /** null: not chosen yet. */
  value: string | null;
  points: [x: number, y: number][];
  extent?: Extent;
  onChange: (crs: string) => void;
}

const MOST = 6;

/** The coordinate system: what the file says, or a choice that a person makes with a look at the map. */
export function SystemChoice({ said, candidates, value, points, extent, onChange }: SystemChoiceProps) {
  const t = useTranslations('importFile');
  const known = useStore((state) => state.config.crs);
  const [other, setOther] = useState('');
  const [added, setAdded] = useState<{ code: string; name: string }[]>([]);
  const [fault, setFault] = useState('');

  const nameOf = (code: string) =>
    (said?.code === code ? said.name : known?.find((crs) => crs.code === code)?.name) ?? '';
  const choices = [
    ...(said ? [{ code: said.code, name: said.name }] : []),
    ...candidates.slice(0, MOST).map((code) => ({ code, name: nameOf(code) })),
    ...added,
  ];
  const addOther = async (event: FormEvent) => {
    event.preventDefault();
    const text = other.trim();
    if (!text) return;
    setFault('');
    try {
      const { name } = await api.placePoints(text, []);
      if (!choices.some(({ code }) => code === text)) setAdded([...added, { code: text, name }]);
      onChange(text);
      setOther('');
    } catch (error) {
      setFault(sentenceOf(error));
    }
  };
  const shown = (code: string) => (code.length > 40 ? '' : code);
  return (
    <div className="system-choice">
      <div>
        <fieldset className="systems">
          <legend>{said ? t('crsSaid') : t('crsNotSaid')}</legend>
          {choices.map(({ code, name }) => (
            <label key={code} className="system">
              <input
                type="radio"
                name="crs"
                value={code}
                checked={value === code}
                onChange={() => onChange(code)}
              />
              <span>
                <b>{shown(code) || name}</b>
                {shown(code) && name && <span className="muted small"> {name}</span>}
                {code === said?.code && <span className="pill ok">{t(`by.${said.by}`)}</span>}
              </span>
            </label>
          ))}
        </fieldset>
        <form className="other-system" onSubmit={(event) => void addOther(event)}>
          <input
            className="field"
            value={other}
            placeholder={t('otherCrs')}
            aria-label={t('otherCrs')}
            onChange={(event) => setOther(event.target.value)}
          />
          <button type="submit" className="btn" disabled={!other.trim()}>
            {t('look')}
          </button>
        </form>
        {fault && (
          <p className="notice small" role="alert">
            {fault}
          </p>
        )}
      </div>
      <PlacementMap crs={value} points={points} extent={extent} />
    </div>
  );
}
