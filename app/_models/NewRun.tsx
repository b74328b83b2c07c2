'use client';

import { ChevronDown, X } from 'lucide-react';
import { useId, useState } from 'react';
import { sentenceOf } from '../_lib/words';
import { IconButton } from '../_shell/Tip';
import { lab } from './api';
import { DataChoice } from './DataChoice';
import { FieldInput } from './FieldInput';
import type { DatasetEntry, Run, TrainingOptions } from './types';
import { useLabWords } from './use-lab-words';

/** What everyone looks at; the rest lies under "more". */
const FIRST = ['epochs', 'batch', 'rate', 'optimiser'];

interface NewRunProps {
  options: TrainingOptions;
  datasets: DatasetEntry[];
  onDatasets: () => void;
  onStarted: (run: Run) => void;
  onClose?: () => void;
}

/** What is trained, on what and how: the model's own recipe is the default, all of it can be changed. */
export function NewRun({ options, datasets, onDatasets, onStarted, onClose }: NewRunProps) {
  const { t, about } = useLabWords();
  const [name, setName] = useState(options.models[0]!.name);
  const model = options.models.find((model) => model.name === name)!;
  const [dataset, setDataset] = useState(model.dataset ?? '');
  const [changes, setChanges] = useState<Record<string, unknown>>({});
  const [title, setTitle] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();
  const fields = options.fields[model.kind]!;
  const fitting = datasets.filter(({ task }) => task === model.task);

  const chooseModel = (next: string) => {
    const found = options.models.find((model) => model.name === next)!;
    // The data follow the model, unless they are one's own and fit it.
    if (dataset === model.dataset || found.task !== model.task)
      setDataset(found.dataset ?? datasets.find(({ task }) => task === found.task)?.name ?? '');
    setName(next);
    setChanges({});
  };
  const start = async () => {
    setBusy(true);
    setFault('');
    try {
      onStarted(
        await lab.start({
          model: name,
          dataset,
          settings: changes,
          ...(title.trim() ? { name: title.trim() } : {}),
        }),
      );
    } catch (error) {
      setFault(sentenceOf(error));
      setBusy(false);
    }
  };
  const field = (member: string) => (
    <FieldInput
      key={member}
      name={member}
      field={fields[member]!}
      value={changes[member] ?? model.recipe[member]}
      standard={model.recipe[member]}
      onChange={(value) => setChanges({ ...changes, [member]: value })}
    />
  );
  const chosen = fitting.find((entry) => entry.name === dataset);
  return (
    <form
      className="card new-run"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <header className="run-head">
        <h2 id={`${id}-title`}>{t('newRun')}</h2>
        {onClose && (
          <IconButton label={t('close')} onClick={onClose}>
            <X size={18} />
          </IconButton>
        )}
      </header>
      <fieldset>
        <legend>{t('chooseModel')}</legend>
        <div className="choices">
          {options.models.map((model) => (
            <label key={model.name} className="choice">
              <input
                type="radio"
                name={`${id}-model`}
                checked={model.name === name}
                onChange={() => chooseModel(model.name)}
              />
              <span>
                <b>{model.name}</b>
                <span className="muted small">{about(model.name, model.about)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <DataChoice
        datasets={fitting}
        task={model.task}
        chosen={dataset}
        onChoose={setDataset}
        onChanged={onDatasets}
      />
      <fieldset>
        <legend>{t('settings')}</legend>
        <div className="fields">{FIRST.filter((member) => fields[member]).map(field)}</div>
        <details>
          <summary>
            {t('more')} <ChevronDown size={14} />
          </summary>
          <div className="fields">
            {Object.keys(fields)
              .filter((member) => !FIRST.includes(member))
              .map(field)}
            <div className="lab-field">
              <label htmlFor={`${id}-name`}>{t('nameOf')}</label>
              <input
                id={`${id}-name`}
                className="field"
                value={title}
                maxLength={60}
                pattern="[A-Za-z0-9][A-Za-z0-9_\-]*"
                placeholder={t('nameAuto')}
                onChange={(event) => setTitle(event.target.value)}
              />
              <small className="muted">{t('nameLimit')}</small>
            </div>
          </div>
        </details>
      </fieldset>
      {fault && (
        <p className="notice" role="alert">
          {fault}
        </p>
      )}
      <div className="new-run-foot">
        {chosen && !chosen.fetched && (
          <span className="muted small">{t('fetchedFirst', { title: chosen.title })}</span>
        )}
        <button type="submit" className="btn primary" disabled={busy || !chosen}>
          {t('start')}
        </button>
      </div>
    </form>
  );
}
