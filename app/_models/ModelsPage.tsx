'use client';

import { CircleAlert, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { loadSurroundings } from '../_lib/actions';
import { useWords } from '../_lib/use-words';
import { TopBar } from '../_shell/TopBar';
import { Compared } from './Compared';
import { Confusion } from './Confusion';
import { ModelCards } from './ModelCards';
import { NewRun } from './NewRun';
import { RunList } from './RunList';
import { RunView } from './RunView';
import { Samples } from './Samples';
import { Sheets } from './Sheets';
import { asEvaluation, type Run } from './types';
import { useLab } from './use-lab';
import { useLabWords } from './use-lab-words';
import { useRuns } from './use-run';

/** The model lab: networks are trained, watched, compared and taken away here. */
export function ModelsPage() {
  const { t, locale, deviceAbout } = useLabWords();
  const { runs, options, datasets, models, devices, fault, load } = useLab();
  const [chosen, setChosen] = useState<string | null>(null);
  const [compared, setCompared] = useState<string[]>([]);
  const [making, setMaking] = useState(false);
  const [cell, setCell] = useState<{ truth: number; answer: number } | null>(null);
  useWords();
  useEffect(() => {
    void loadSurroundings();
  }, []);

  const known = runs ?? [];
  const current =
    known.find(({ id }) => id === chosen)?.id ??
    known.find(({ state }) => state === 'running')?.id ??
    known[0]?.id ??
    null;
  const together = compared.filter((id) => known.some((run) => run.id === id));
  const watched = [...new Set([...(current ? [current] : []), ...together])];
  const jobs = known
    .filter(({ id }) => watched.includes(id))
    .map(({ job }) => job)
    .join();
  const followed = useRuns(watched, jobs);
  const shown = current ? followed.get(current) : undefined;
  const sets = together.flatMap((id) => followed.get(id) ?? []);
  const evaluation = asEvaluation(shown?.latest ?? null);
  const data = datasets?.find(({ name }) => name === shown?.run.dataset);
  const names =
    (locale === 'ko' ? data?.classesKo : data?.classes) ??
    evaluation?.per_class.map(({ label }) => label) ??
    [];
  const forming = making || runs?.length === 0;

  const choose = (id: string) => {
    setChosen(id);
    setCell(null);
    setMaking(false);
  };
  const started = (run: Run) => {
    choose(run.id);
    void load();
  };
  const device = devices?.devices.find(({ name }) => name === devices.chosen);
  return (
    <div className="page lab">
      <TopBar />
      <main className="lab-inner">
        <div className="page-head">
          <div>
            <h1>{t('title')}</h1>
            <p className="muted">{t('about')}</p>
          </div>
          <p className="muted small lab-device">
            {device
              ? t('device', { name: device.name, about: deviceAbout(device.about) })
              : t('deviceLooking')}
          </p>
          {options && !forming && (
            <button type="button" className="btn primary" onClick={() => setMaking(true)}>
              <Plus size={18} /> {t('newRun')}
            </button>
          )}
        </div>
        {fault && (
          <p className="notice" role="alert">
            <CircleAlert size={17} />
            <span>{fault}</span>
          </p>
        )}
        {runs === null && !fault && <p className="muted">{t('loading')}</p>}
        <div className={forming ? 'lab-columns forming' : 'lab-columns'}>
          {known.length > 0 && (
            <section className="card run-list" aria-labelledby="runs-title">
              <h2 id="runs-title">{t('runs')}</h2>
              <RunList
                runs={known}
                chosen={forming ? null : current}
                compared={together}
                onChoose={choose}
                onCompare={(id, on) =>
                  setCompared(on ? [...together, id] : together.filter((other) => other !== id))
                }
              />
              <p className="muted small">{t('compareHint')}</p>
            </section>
          )}
          <div className="lab-main">
            {forming && options && datasets && (
              <NewRun
                options={options}
                datasets={datasets}
                onDatasets={() => void load()}
                onStarted={started}
                onClose={known.length > 0 ? () => setMaking(false) : undefined}
              />
            )}
            {!forming && sets.length > 1 && <Compared runs={sets} onClose={() => setCompared([])} />}
            {!forming && shown && (
              <RunView
                key={`run ${shown.run.id}`}
                followed={shown}
                onnx={models?.find(({ card }) => card.name === shown.run.name)?.onnx}
                onChanged={() => void load()}
              />
            )}
            {!forming && shown?.run.kind === 'mask-rcnn' && (
              <Sheets key={`sheets ${shown.run.id}`} followed={shown} />
            )}
            {!forming && evaluation && (
              <Confusion evaluation={evaluation} names={names} chosen={cell} onChoose={setCell} />
            )}
          </div>
          {!forming && shown?.run.kind === 'classifier' && (
            <div className="lab-side">
              <Samples
                key={shown.run.id}
                run={shown.run}
                cell={cell}
                onClear={() => setCell(null)}
                mappable={data !== undefined && !data.own}
              />
            </div>
          )}
        </div>
        {models && models.length > 0 && (
          <section aria-labelledby="models-title" className="lab-models">
            <h2 id="models-title">{t('models')}</h2>
            <ModelCards models={models} datasets={datasets ?? []} />
          </section>
        )}
      </main>
    </div>
  );
}
