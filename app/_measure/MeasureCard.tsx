'use client';

import { Copy, Crosshair, Delete, RotateCcw, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Measurement } from '../_lib/types';
import { useCopy } from '../_map/use-copy';
import { IconButton } from '../_shell/Tip';
import { started, withoutLast } from './edit';
import { metresAlong, squareMetres } from './figures';
import { useMeasures } from './use-measures';

interface Props {
  measurement: Measurement;
  pointer?: [number, number];
  onChange: (edit: (measurement: Measurement) => Measurement | null) => void;
  onCenter: () => void;
}

const KINDS = ['distance', 'area'] as const;

/** The figures of what is being measured, as the pointer goes, and what can be done with it. */
export function MeasureCard({ measurement, pointer, onChange, onCenter }: Props) {
  const t = useTranslations('measure');
  const { distance, area } = useMeasures();
  const copy = useCopy();
  const { kind, points, done } = measurement;
  const line = pointer && !done && points.length ? [...points, pointer] : points;
  const isArea = kind === 'area';
  const length = distance(metresAlong(line, isArea));
  const figures = isArea ? [area(squareMetres(line)), `${t('perimeter')} ${length}`] : [length];
  return (
    <section className="measure card" aria-label={t('name')}>
      <div className="measure-head">
        <fieldset className="segments" aria-label={t('name')}>
          {KINDS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={kind === one}
              onClick={() => onChange((now) => ({ ...now, kind: one }))}
            >
              {t(one)}
            </button>
          ))}
        </fieldset>
        <IconButton label={t('atCenter')} disabled={done} onClick={onCenter}>
          <Crosshair size={17} />
        </IconButton>
        <IconButton label={t('undo')} disabled={!points.length} onClick={() => onChange(withoutLast)}>
          <Delete size={17} />
        </IconButton>
        <IconButton
          label={t('again')}
          disabled={!points.length}
          onClick={() => onChange((now) => ({ ...started(), kind: now.kind }))}
        >
          <RotateCcw size={16} />
        </IconButton>
        <IconButton
          label={t('copy')}
          disabled={points.length < 2}
          onClick={() => void copy(figures.join(', '))}
        >
          <Copy size={16} />
        </IconButton>
        <IconButton label={t('close')} onClick={() => onChange(() => null)}>
          <X size={18} />
        </IconButton>
      </div>
      <p className="measure-figures" role="status">
        {points.length ? (
          <>
            <b>{figures[0]}</b>
            {figures[1] && <span>{figures[1]}</span>}
            <span className="muted">{t('points', { n: points.length })}</span>
          </>
        ) : (
          t('start')
        )}
      </p>
      <p className="muted small measure-hint">{done ? t('error') : t('hint')}</p>
    </section>
  );
}
