'use client';

import { ChevronLeft, ChevronRight, MapPin, RotateCw, Search, Undo2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { QueueName } from '@/lib/layers/answers';
import { useAnswerWord, useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { IconButton } from '../_shell/Tip';
import { CandidateList } from './CandidateList';
import { RetryFailed } from './RetryFailed';
import {
  askAgain,
  chooseQueues,
  correctRow,
  openRow,
  step,
  stopCorrecting,
  uncorrect,
  useCorrecting,
} from './store';

const QUEUE_NAMES: QueueName[] = ['not_found', 'ambiguous', 'coarse', 'near'];

/** The card on the right while rows are put right: one row at a time, its text, its candidates, its place. */
export function CorrectPanel({ layer }: { layer: Layer }) {
  const t = useTranslations('correct');
  const word = useAnswerWord();
  const { number } = useFigures();
  const { queues, lengths, rows, n, open, placing, busy, fault } = useCorrecting();
  const [text, setText] = useState('');

  useEffect(() => setText(open?.text ?? ''), [open]);

  const recovered = useStore((state) => state.recovered);
  useEffect(() => {
    if (recovered > 0) void askAgain();
  }, [recovered]);

  const total = lengths ? queues.reduce((sum, name) => sum + lengths[name], 0) : 0;
  const at = n === null ? 0 : rows.filter((row) => row <= n).length;
  const toggle = (name: QueueName) => {
    const next = queues.includes(name) ? queues.filter((one) => one !== name) : [...queues, name];
    if (next.length > 0) void chooseQueues(next);
  };
  const tryAgain = () => n !== null && text.trim() && void openRow(n, text.trim());
  const found = open?.answer.status === 'ok' && text.trim() === open.text;

  return (
    <section className="panel panel-right card correct" aria-label={t('title', { name: layer.name })}>
      <div className="panel-head">
        <h2>{t('heading')}</h2>
        <span className="muted small">{total > 0 && `${number(Math.max(at, 1))} / ${number(total)}`}</span>
        <IconButton label={t('previous')} onClick={() => void step(-1)} disabled={busy || at <= 1}>
          <ChevronLeft size={17} />
        </IconButton>
        <IconButton label={t('next')} onClick={() => void step(1)} disabled={busy || n === null}>
          <ChevronRight size={17} />
        </IconButton>
        <IconButton label={t('close')} className="icon-btn close-panel" onClick={stopCorrecting}>
          <X size={17} />
        </IconButton>
      </div>
      <fieldset className="chips correct-queues" aria-label={t('queues')}>
        {QUEUE_NAMES.map((name) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={queues.includes(name)}
            disabled={!lengths || lengths[name] === 0}
            onClick={() => toggle(name)}
          >
            {t(`queue.${name}`)} {number(lengths?.[name] ?? 0)}
          </button>
        ))}
      </fieldset>
      <div className="panel-scroll">
        {fault && (
          <p className="notice" role="alert">
            {fault}
          </p>
        )}
        {n === null && !busy && <p className="correct-done">{t('done')}</p>}
        {open && n !== null && (
          <div className="correct-case" aria-busy={busy}>
            <p className="muted small">
              {t('row', { n: number(n) })}
              {open.answer.reason && ` · ${word('reason', open.answer.reason)}`}
            </p>
            <p className="correct-input">{open.input || '–'}</p>
            {open.correction && (
              <p className="correct-state">
                <span className="pill ok">{word('corrected_by', open.correction.by)}</span>
                <button type="button" className="btn ghost" onClick={() => void uncorrect()} disabled={busy}>
                  <Undo2 size={15} />
                  {t('uncorrect')}
                </button>
              </p>
            )}
            <form
              className="correct-text"
              onSubmit={(event) => {
                event.preventDefault();
                tryAgain();
              }}
            >
              <label htmlFor="correct-text" className="muted small">
                {t('text')}
              </label>
              <div>
                <input
                  id="correct-text"
                  className="field"
                  value={text}
                  maxLength={1000}
                  onChange={(event) => setText(event.target.value)}
                />
                <IconButton label={t('try')} onClick={tryAgain} disabled={busy || !text.trim()}>
                  <Search size={17} />
                </IconButton>
              </div>
            </form>
            <CandidateList
              open={open}
              busy={busy}
              onChoose={(choice) =>
                void correctRow(
                  found && choice === 0 && open.text !== open.input
                    ? { by: 'text', text: open.text }
                    : { by: 'candidate', choice, ...(open.text === open.input ? {} : { text: open.text }) },
                  t('undoLabel', { n }),
                )
              }
            />
            <button
              type="button"
              className="btn correct-place"
              aria-pressed={placing}
              disabled={busy}
              onClick={() => useCorrecting.setState({ placing: !placing })}
            >
              <MapPin size={16} />
              {t(placing ? 'placing' : 'place')}
            </button>
          </div>
        )}
        {!open && busy && <p className="muted correct-done">{t('loading')}</p>}
      </div>
      <div className="panel-actions">
        <RetryFailed layer={layer} icon={<RotateCw size={16} />} />
      </div>
    </section>
  );
}
