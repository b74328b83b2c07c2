'use client';

import { Download, Trash2, Upload } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { followJob } from '../_lib/follow-job';
import { useFigures } from '../_lib/hooks';
import { inPageLanguage } from '../_lib/sentence';
import { useStore } from '../_lib/store';
import type { Job } from '../_lib/types';
import { IconButton } from '../_shell/Tip';
import { lab } from './api';
import { DataFaults } from './DataFaults';
import type { DatasetEntry } from './types';
import { useLabWords } from './use-lab-words';

interface DataChoiceProps {
  datasets: DatasetEntry[];
  task: DatasetEntry['task'];
  chosen: string;
  onChoose: (name: string) => void;
  onChanged: () => void;
}

interface Task {
  text: string;
  /** 0 to 100; absent while not known. */
  share?: number;
  fault?: string;
}

const SIZES = [16, 28, 32, 48, 64, 96, 128];

/** Which images are trained on: fetched by one click, or one's own ZIP. */
export function DataChoice({ datasets, task: wanted, chosen, onChoose, onChanged }: DataChoiceProps) {
  const { t, number } = useLabWords();
  const { bytes } = useFigures();
  const limit = useStore((state) => state.config.limits?.bytes);
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [task, setTask] = useState<Task | null>(null);
  const [size, setSize] = useState(28);
  const [colours, setColours] = useState(false);

  const watch = (job: Job, text: string, done: (job: Job) => void) =>
    followJob(job.id, {
      onLost: () => {},
      onJob: (now) => {
        const { done: units = 0, total = 0, step } = now.progress;
        if (now.state === 'failed') {
          const said = now.error?.detail;
          return setTask({ text, fault: said ? inPageLanguage(said) : t('failed') });
        }
        if (now.state === 'done') {
          setTask(null);
          onChanged();
          return done(now);
        }
        const word = step && t.has(`step.${step}` as never) ? ` · ${t(`step.${step}` as never)}` : '';
        setTask({ text: text + word, ...(total ? { share: (100 * units) / total } : {}) });
      },
    });
  const attempt = async (text: string, work: () => Promise<void>) => {
    setTask({ text });
    try {
      await work();
    } catch (error) {
      setTask({ text, fault: sentenceOf(error) });
    }
  };
  const fetchIt = ({ name, title, bytes: size }: DatasetEntry) =>
    attempt(t('fetching', { title }), async () => {
      const text = t('fetchingSize', { title, size: bytes(size ?? 0) });
      watch(await lab.fetchDataset(name), text, () => onChoose(name));
    });
  const send = (given: File) =>
    attempt(t('sending', { name: given.name }), async () => {
      const abort = new AbortController();
      const job = await lab.addDataset(
        given,
        { task: wanted, size, channels: colours ? 3 : 1 },
        (sent, total) => setTask({ text: t('sending', { name: given.name }), share: (100 * sent) / total }),
        abort.signal,
      );
      watch(job, t('reading', { name: given.name }), ({ result }) => onChoose(result?.dataset as string));
    });
  const remove = async (name: string) => {
    await attempt(t('removing'), () => lab.removeDataset(name));
    setTask(null);
    onChanged();
  };
  const masked = wanted === 'detection';
  const facts = ({
    train = 0,
    test = 0,
    objects = 0,
    classes,
    width,
    height,
    channels,
    ...set
  }: DatasetEntry) => {
    if (!set.fetched) return t('notFetched', { size: bytes(set.bytes ?? 0) });
    if (masked)
      return [
        t('images', { n: number(train) }),
        t('objects', { n: number(objects) }),
        classes.join(', '),
      ].join(' · ');
    const size = `${width} × ${height}${channels === 3 ? ` ${t('inColour')}` : ''}`;
    return [
      t('trainTest', { train: number(train), test: number(test) }),
      t('classCount', { n: number(classes.length) }),
      size,
    ].join(' · ');
  };
  return (
    <fieldset>
      <legend>{t('chooseData')}</legend>
      <div className="choices">
        {datasets.map((entry) => (
          <div key={entry.name} className="choice-line">
            <label className="choice">
              <input
                type="radio"
                name={`${id}-data`}
                checked={entry.name === chosen}
                onChange={() => onChoose(entry.name)}
              />
              <span>
                <b>{entry.title}</b>
                <span className="muted small">{facts(entry)}</span>
              </span>
            </label>
            {!entry.fetched && (
              <button
                type="button"
                className="btn"
                disabled={task !== null && !task.fault}
                onClick={() => void fetchIt(entry)}
              >
                <Download size={16} /> {t('fetch')}
              </button>
            )}
            {entry.own && (
              <IconButton
                label={t('removeData', { title: entry.title })}
                onClick={() => void remove(entry.name)}
              >
                <Trash2 size={16} />
              </IconButton>
            )}
            {entry.name === chosen && (
              <DataFaults count={entry.faultCount ?? 0} faults={entry.faults ?? []} />
            )}
          </div>
        ))}
      </div>
      <details className="own-data" open={datasets.length === 0 || undefined}>
        <summary>{t(masked ? 'ownMasks' : 'ownData')}</summary>
        <p className="muted small">{t(masked ? 'ownMasksAbout' : 'ownDataAbout')}</p>
        <div className="fields">
          {!masked && (
            <>
              <div className="lab-field">
                <label htmlFor={`${id}-size`}>{t('imageSize')}</label>
                <select
                  id={`${id}-size`}
                  className="field"
                  value={size}
                  onChange={(event) => setSize(Number(event.target.value))}
                >
                  {SIZES.map((side) => (
                    <option key={side} value={side}>
                      {side} × {side}
                    </option>
                  ))}
                </select>
              </div>
              <label className="lab-field check">
                <input
                  type="checkbox"
                  checked={colours}
                  onChange={(event) => setColours(event.target.checked)}
                />
                {t('keepColours')}
              </label>
            </>
          )}
          <button
            type="button"
            className="btn"
            onClick={() => file.current?.click()}
            disabled={task !== null && !task.fault}
          >
            <Upload size={16} /> {t('chooseZip')}
          </button>
        </div>
        <p className="muted small">
          {t(masked ? 'ownMaskLimits' : 'ownLimits', { size: bytes(limit ?? 0) })}
        </p>
        <input
          ref={file}
          type="file"
          hidden
          accept=".zip"
          onChange={(event) => {
            const [given] = event.target.files ?? [];
            event.target.value = '';
            if (given) void send(given);
          }}
        />
      </details>
      {task && (
        <div className="data-task" role="status">
          {task.fault ? (
            <p className="notice">{task.fault}</p>
          ) : (
            <>
              <span className="small">{task.text}</span>
              <div
                className={task.share === undefined ? 'bar unknown' : 'bar'}
                role="progressbar"
                aria-label={task.text}
                aria-valuenow={task.share === undefined ? undefined : Math.round(task.share)}
              >
                <i style={{ width: `${task.share ?? 30}%` }} />
              </div>
            </>
          )}
        </div>
      )}
    </fieldset>
  );
}
