'use client';

import type { Run } from './types';
import { isLive } from './use-lab';
import { RUN_COLOURS, useLabWords } from './use-lab-words';

const TONES: Record<Run['state'], string> = {
  queued: '',
  running: 'ok',
  paused: 'warn',
  done: '',
  failed: 'bad',
  cancelled: '',
};

interface RunListProps {
  runs: Run[];
  chosen: string | null;
  /** Ids, in the order of their colours. */
  compared: string[];
  onChoose: (id: string) => void;
  onCompare: (id: string, on: boolean) => void;
}

/** The training runs, newest first: which one is shown, and which are compared with it. */
export function RunList({ runs, chosen, compared, onChoose, onCompare }: RunListProps) {
  const { t, number, percent, seconds } = useLabWords();
  const facts = (run: Run) => {
    const { last, epochs, progress, state } = run;
    const share = run.series.find(({ unit }) => unit === 'share')?.name;
    const done = Math.floor(progress.done ?? last?.epoch ?? 0);
    return [
      state === 'done'
        ? t('epochs', { n: number(epochs) })
        : t('epochOf', { n: number(last?.epoch ?? done), of: number(epochs) }),
      share !== undefined && last?.figures[share] !== undefined && percent(last.figures[share]),
      isLive(run) && last && t('perEpoch', { time: seconds(last.seconds) }),
    ]
      .filter(Boolean)
      .join(' · ');
  };
  return (
    <ul className="runs">
      {runs.map((run) => {
        const place = compared.indexOf(run.id);
        const share = (100 * (run.progress.done ?? run.last?.epoch ?? 0)) / run.epochs;
        return (
          <li key={run.id} data-current={run.id === chosen || undefined}>
            <button
              type="button"
              className="run-main"
              aria-current={run.id === chosen}
              onClick={() => onChoose(run.id)}
            >
              <span className="run-name">{run.name}</span>
              <span className="muted small">{facts(run)}</span>
              {(isLive(run) || run.state === 'paused') && (
                <span className="bar run-bar">
                  <i style={{ width: `${Math.min(100, share)}%` }} />
                </span>
              )}
            </button>
            <span className={`pill ${TONES[run.state]}`}>{t(`state.${run.state}`)}</span>
            <label className="run-compare">
              <input
                type="checkbox"
                checked={place >= 0}
                disabled={place < 0 && compared.length >= RUN_COLOURS.length}
                aria-label={t('compareWith', { name: run.name })}
                onChange={(event) => onCompare(run.id, event.target.checked)}
                style={place >= 0 ? { accentColor: `var(${RUN_COLOURS[place]})` } : undefined}
              />
            </label>
          </li>
        );
      })}
    </ul>
  );
}
