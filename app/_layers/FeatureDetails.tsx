'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { columnValue } from '@/lib/layers/columns';
import { templateText } from '@/lib/layers/style/template';
import { startCorrecting } from '../_correct/store';
import { sentenceOf } from '../_lib/actions';
import { answerPart, changesText } from '../_lib/answer';
import { api } from '../_lib/api';
import { outcomeOf, toneOf } from '../_lib/counts';
import { useAnswerWord, useFigures, useRecovery } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Row } from '../_lib/types';
import { IconButton } from '../_shell/Tip';

/** Parts of the answer that the head of the card already says, or that only programs read. */
const SAID = new Set(['status', 'level']);

/** All that is known of one row: its own values, what it was matched to, how sure, and what was changed. */
export function FeatureDetails({ layerId, n }: { layerId: string; n: number }) {
  const t = useTranslations('feature');
  const correct = useTranslations('correct');
  const outcomeName = useTranslations('outcome');
  const names = useTranslations('answer');
  const word = useAnswerWord();
  const rules = useTranslations('rule');
  const { number } = useFigures();
  const layer = useStore((state) => state.layers.find(({ id }) => id === layerId));
  const set = useStore((state) => state.set);
  const own = useStore((state) => state.shared === null);
  const [feature, setFeature] = useState<Row | null>(null);
  const [fault, setFault] = useState('');
  const [attempt, setAttempt] = useState(0);
  useRecovery(
    fault !== '',
    useCallback(() => setAttempt((n) => n + 1), []),
  );

  const revision = layer?.revision;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt or revision asks for the same row
  useEffect(() => {
    let stale = false;
    setFault('');
    api
      .row(layerId, n)
      .then((found) => !stale && setFeature(found))
      .catch((error) => !stale && setFault(sentenceOf(error)));
    return () => {
      stale = true;
    };
  }, [layerId, n, attempt, revision]);

  if (!layer) return null;
  const { template } = layer.style.label;
  const read = (name: string) => {
    const column = layer.columns.find((column) => column.name === name);
    return feature && column ? columnValue(feature, column) : null;
  };
  const title = (template && templateText(template, read)) || t('row', { n: number(n) });
  const outcome = feature && layer.kind === 'geocoded' ? outcomeOf(feature.status, feature.level) : null;
  const answers = layer.columns.flatMap(({ key }) => {
    const value = key ? feature?.answer?.[key] : undefined;
    const part = key ? answerPart(key) : '';
    return value === null || value === undefined || value === '' || SAID.has(part)
      ? []
      : [[part, value] as const];
  });
  const say = (key: string, value: unknown) => {
    if (key === 'uncertainty_m') return `± ${number(Number(value))} m`;
    if (typeof value === 'number') return number(value, key === 'score' ? 2 : 6);
    if (key === 'changes')
      return changesText(String(value), (rule) => (rules.has(rule as never) ? rules(rule as never) : rule));
    return word(key, value);
  };
  return (
    <section className="popup-body" aria-label={String(title)}>
      <div className="popup-head">
        <h3>{String(title)}</h3>
        <IconButton label={t('close')} onClick={() => set({ feature: null })}>
          <X size={17} />
        </IconButton>
      </div>
      {fault && <p className="notice">{fault}</p>}
      {!feature && !fault && <p className="popup-match muted">{t('loading')}</p>}
      {feature && outcome && (
        <div className="popup-match">
          <p>
            <span className={`pill ${toneOf(outcome)}`}>{outcomeName(outcome)}</span>{' '}
            <span className="muted small">{t('row', { n: number(n) })}</span>{' '}
            {own && (
              <button type="button" className="link small" onClick={() => void startCorrecting(layer.id, n)}>
                {correct('open')}
              </button>
            )}
          </p>
          <dl className="facts">
            {answers.map(([key, value]) => (
              <div key={key} className="fact">
                <dt>{names.has(key as never) ? names(key as never) : key}</dt>
                <dd>{say(key, value)}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {feature && (
        <dl className="facts popup-values">
          {layer.columns
            .filter((column) => !column.key && !column.hidden)
            .map(({ name, field = name }) => (
              <div key={name} className="fact">
                <dt>{name}</dt>
                <dd>{String(feature.properties[field] ?? '') || '–'}</dd>
              </div>
            ))}
        </dl>
      )}
    </section>
  );
}
