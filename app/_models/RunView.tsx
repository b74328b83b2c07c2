'use client';

import { CircleAlert, Download, Pause, Play, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { inPageLanguage } from '../_lib/sentence';
import { useStore } from '../_lib/store';
import { sentenceOf } from '../_lib/words';
import { IconButton } from '../_shell/Tip';
import { downloadOf, lab } from './api';
import { RunCharts } from './RunCharts';
import { isLive } from './use-lab';
import { useLabWords } from './use-lab-words';
import type { Followed } from './use-run';

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

interface RunViewProps {
  followed: Followed;
  /** Whether its model is one ONNX file; undefined while it has made none. */
  onnx: boolean | undefined;
  onChanged: () => void;
}

/** One run: what it is, what can be done with it, how it is going. */
export function RunView({ followed, onnx, onChanged }: RunViewProps) {
  const { run, history } = followed;
  const { t, number, percent, loss, seconds, duration, recipe, about } = useLabWords();
  const say = useStore((state) => state.say);
  const [asking, setAsking] = useState<'cancel' | 'remove' | null>(null);
  const [busy, setBusy] = useState(false);
  const { last, progress, state, epochs } = run;
  const now = progress.values?.loss;
  const shownLoss = last?.figures.loss ?? now;

  const act = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      say(sentenceOf(error), { tone: 'bad' });
    }
    setBusy(false);
    setAsking(null);
    onChanged();
  };
  const shares = run.series.filter(({ unit }) => unit === 'share').map(({ name }) => name);
  /** The last epoch whose network was tried. */
  const tried = history.findLast(({ figures }) => shares.some((name) => figures[name] !== undefined));
  const figures = [
    ...shares.map((name) => ({
      name: t(`series.${name}` as 'series.accuracy'),
      value:
        tried?.figures[name] === undefined ? '–' : percent(tried.figures[name], shares.length > 1 ? 1 : 2),
    })),
    { name: t('figure.loss'), value: shownLoss === undefined ? '–' : loss(shownLoss) },
    {
      name: t('figure.perEpoch'),
      value: last ? seconds(median(history.map(({ seconds }) => seconds)) ?? last.seconds) : '–',
    },
    isLive(run)
      ? { name: t('figure.left'), value: progress.eta_s === undefined ? '–' : duration(progress.eta_s) }
      : { name: t('figure.total'), value: seconds(history.reduce((sum, { seconds }) => sum + seconds, 0)) },
  ];
  const share = Math.min(100, (100 * (progress.done ?? last?.epoch ?? 0)) / epochs);
  const stage =
    progress.step === 'data'
      ? t('stage.data')
      : t('stage.train', {
          n: number(Math.min(epochs, Math.floor(progress.done ?? 0) + 1)),
          of: number(epochs),
        });
  return (
    <section className="card run" aria-label={run.name}>
      <header className="run-head">
        <div>
          <h2>
            {run.name}{' '}
            <span
              className={`pill ${state === 'failed' ? 'bad' : state === 'paused' ? 'warn' : state === 'running' ? 'ok' : ''}`}
            >
              {t(`state.${state}`)}
            </span>
          </h2>
          <p className="muted small">
            {[about(run.model, run.model), run.dataset, recipe(run)].filter(Boolean).join(' · ')}
          </p>
        </div>
        <div className="run-actions">
          {isLive(run) && (
            <button
              type="button"
              className="btn"
              disabled={busy}
              onClick={() => void act(() => lab.change(run.id, 'pause'))}
            >
              <Pause size={16} /> {t('pause')}
            </button>
          )}
          {(state === 'paused' || state === 'failed') && (
            <button
              type="button"
              className="btn"
              disabled={busy}
              onClick={() => void act(() => lab.change(run.id, 'resume'))}
            >
              <Play size={16} /> {t('resume')}
            </button>
          )}
          {(isLive(run) || state === 'paused') && (
            <button type="button" className="btn ghost" disabled={busy} onClick={() => setAsking('cancel')}>
              <Square size={15} /> {t('cancel')}
            </button>
          )}
          {onnx !== undefined && state === 'done' && (
            <a className="btn" href={downloadOf(run.name, onnx)} download>
              <Download size={16} /> {onnx ? 'ONNX' : t('zip')}
            </a>
          )}
          {!isLive(run) && (
            <IconButton label={`${run.name}: ${t('remove')}`} onClick={() => setAsking('remove')}>
              <Trash2 size={17} />
            </IconButton>
          )}
        </div>
      </header>
      {asking && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape takes the question back
        <div className="confirm" onKeyDown={(event) => event.key === 'Escape' && setAsking(null)}>
          <span style={{ flex: 1 }}>
            {t(asking === 'cancel' ? 'cancelAsk' : 'removeAsk', { name: run.name })}
          </span>
          {/* biome-ignore lint/a11y/noAutofocus: the safe answer to the question just asked */}
          <button type="button" className="btn" autoFocus onClick={() => setAsking(null)} disabled={busy}>
            {t('keep')}
          </button>
          <button
            type="button"
            className="btn danger"
            disabled={busy}
            onClick={() =>
              void act(() => (asking === 'cancel' ? lab.change(run.id, 'cancel') : lab.remove(run.id)))
            }
          >
            {t(asking === 'cancel' ? 'cancelYes' : 'removeYes')}
          </button>
        </div>
      )}
      {run.error && (
        <p className="notice" role="alert">
          <CircleAlert size={17} />
          <span>{inPageLanguage(run.error.detail)}</span>
        </p>
      )}
      {(isLive(run) || state === 'paused') && (
        <div className="run-progress">
          <div
            className="bar"
            role="progressbar"
            aria-label={run.name}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(share)}
          >
            <i style={{ width: `${share}%` }} />
          </div>
          <span className="small muted">{state === 'running' ? stage : t(`state.${state}`)}</span>
        </div>
      )}
      <dl className="run-figures">
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <RunCharts runs={[followed]} />
      {run.device && <p className="muted small">{t('onDevice', { device: run.device })}</p>}
    </section>
  );
}
