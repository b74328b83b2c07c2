'use client';

import { ChevronDown } from 'lucide-react';
import { Chart, type Line } from './Chart';
import { reach } from './chart-scale';
import type { Epoch } from './types';
import { RUN_COLOURS, useLabWords } from './use-lab-words';
import type { Followed } from './use-run';

/** Series of one run: training in full lines, test in dashed ones. */
const SERIES_COLOURS = ['--run-1', '--run-2', '--run-3', '--run-4', '--run-5', '--run-6'];

/** Loss and shares over the epochs, of one run or of several side by side. */
export function RunCharts({ runs }: { runs: Followed[] }) {
  const { t, percent, loss, number } = useLabWords();
  const until = Math.max(...runs.map(({ run, history }) => reach(run.epochs, history.at(-1)?.epoch ?? 0)));
  const several = runs.length > 1;
  const word = (name: string) => (t.has(`series.${name}` as never) ? t(`series.${name}` as never) : name);
  const linesOf = (unit: 'loss' | 'share'): Line[] =>
    runs.flatMap(({ run, history }, place) => {
      const series = run.series.filter((series) => series.unit === unit);
      return series.map(({ name, of }, i): Line => {
        const done = run.progress.done ?? 0;
        const now = run.progress.values?.[name];
        const points = history
          .filter(({ figures }) => figures[name] !== undefined)
          .map(({ epoch, figures }): [number, number] => [epoch, figures[name]!]);
        return {
          name: several ? `${run.name} ${series.length > 1 ? word(name) : ''}`.trim() : word(name),
          colour: several
            ? RUN_COLOURS[place % RUN_COLOURS.length]!
            : SERIES_COLOURS[i % SERIES_COLOURS.length]!,
          dashed: of === 'test' && unit === 'loss',
          points,
          ...(now !== undefined && run.state === 'running' && done > (history.at(-1)?.epoch ?? 0)
            ? { now: [done, now] as [number, number] }
            : {}),
        };
      });
    });
  const atEpoch = (epoch: number) => t('atEpoch', { n: number(epoch) });
  const shares = linesOf('share');
  return (
    <div className="charts">
      <Chart
        title={t('chart.loss')}
        lines={linesOf('loss')}
        until={until}
        from={0}
        format={loss}
        atEpoch={atEpoch}
      />
      {shares.length > 0 && (
        <Chart
          title={t(runs.some(({ run }) => run.kind === 'mask-rcnn') ? 'chart.ap' : 'chart.share')}
          lines={shares}
          until={until}
          to={1}
          format={(value) => percent(value)}
          atEpoch={atEpoch}
        />
      )}
      {!several && runs[0]!.history.length > 0 && (
        <EpochTable history={runs[0]!.history} series={runs[0]!.run.series.map(({ name }) => name)} />
      )}
    </div>
  );
}

/** The same in figures. */
function EpochTable({ history, series }: { history: Epoch[]; series: string[] }) {
  const { t, number, seconds } = useLabWords();
  const word = (name: string) => (t.has(`series.${name}` as never) ? t(`series.${name}` as never) : name);
  return (
    <details className="epoch-table">
      <summary>
        {t('asTable')} <ChevronDown size={14} />
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="scroll" tabIndex={0} aria-label={t('asTable')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('epoch')}</th>
              {series.map((name) => (
                <th key={name} scope="col">
                  {word(name)}
                </th>
              ))}
              <th scope="col">{t('time')}</th>
            </tr>
          </thead>
          <tbody>
            {history.toReversed().map(({ epoch, figures, seconds: time }) => (
              <tr key={epoch}>
                <th scope="row">{number(epoch)}</th>
                {series.map((name) => (
                  <td key={name}>{figures[name] === undefined ? '–' : number(figures[name], 4)}</td>
                ))}
                <td>{seconds(time)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
