'use client';

import { X } from 'lucide-react';
import { IconButton } from '../_shell/Tip';
import { RunCharts } from './RunCharts';
import { RUN_COLOURS, useLabWords } from './use-lab-words';
import type { Followed } from './use-run';

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** Runs side by side: their lines in one chart, their settings and figures in one table. What differs is set off. */
export function Compared({ runs, onClose }: { runs: Followed[]; onClose: () => void }) {
  const { t, number, percent, loss, seconds, value } = useLabWords();
  const settings = [...new Set(runs.flatMap(({ run }) => Object.keys(run.settings)))];
  /** Accuracy of classifiers, average precision of detectors. */
  const shares = [
    ...new Set(
      runs.flatMap(({ run }) => run.series.filter(({ unit }) => unit === 'share').map(({ name }) => name)),
    ),
  ];
  const best = (name: string, pick: (...values: number[]) => number) =>
    runs.map(({ history }) => {
      const values = history.flatMap(({ figures }) => figures[name] ?? []);
      return values.length === 0 ? undefined : pick(...values);
    });
  const rows: { name: string; cells: string[] }[] = [
    { name: t('row.model'), cells: runs.map(({ run }) => run.model) },
    { name: t('row.data'), cells: runs.map(({ run }) => run.dataset) },
    ...shares.map((name) => ({
      name: t('row.best', { name: t(`series.${name}` as 'series.accuracy') }),
      cells: best(name, Math.max).map((share) => (share === undefined ? '–' : percent(share, 2))),
    })),
    {
      name: t('row.loss'),
      cells: best('loss', Math.min).map((least) => (least === undefined ? '–' : loss(least))),
    },
    {
      name: t('row.done'),
      cells: runs.map(({ run, history }) => `${number(history.length)} / ${number(run.epochs)}`),
    },
    {
      name: t('row.perEpoch'),
      cells: runs.map(({ history }) => {
        const time = median(history.map(({ seconds }) => seconds));
        return time === undefined ? '–' : seconds(time);
      }),
    },
    ...settings.map((member) => ({
      name: t.has(`field.${member}` as never) ? t(`field.${member}` as never) : member,
      cells: runs.map(({ run }) => value(member, run.settings[member])),
    })),
  ];
  return (
    <section className="card compared" aria-labelledby="compared-title">
      <header className="run-head">
        <h2 id="compared-title">{t('compared')}</h2>
        <IconButton label={t('endCompare')} onClick={onClose}>
          <X size={18} />
        </IconButton>
      </header>
      <RunCharts runs={runs} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="scroll" tabIndex={0} aria-label={t('comparedTable')}>
        <table>
          <thead>
            <tr>
              <td />
              {runs.map(({ run }, place) => (
                <th key={run.id} scope="col">
                  <i className="run-dot" style={{ background: `var(${RUN_COLOURS[place]})` }} /> {run.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, cells }) => (
              <tr key={name} className={new Set(cells).size > 1 ? 'differs' : undefined}>
                <th scope="row">{name}</th>
                {cells.map((cell, place) => (
                  <td key={runs[place]!.run.id}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
