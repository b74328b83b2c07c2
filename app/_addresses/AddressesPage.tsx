'use client';

import { CircleAlert, Plus, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFileDrop } from '../_import/use-file-drop';
import { loadSurroundings, sentenceOf } from '../_lib/actions';
import { api } from '../_lib/api';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Dataset } from '../_lib/types';
import { useWords } from '../_lib/use-words';
import { TopBar } from '../_shell/TopBar';
import { DatasetCard } from './DatasetCard';
import { Guide } from './Guide';
import { TaskCard } from './TaskCard';
import { useAddressTasks } from './use-address-tasks';

/** What addresses are looked up in: the data sets, adding and removing them, and where the files come from. */
export function AddressesPage() {
  const t = useTranslations('addressesPage');
  const { bytes } = useFigures();
  const limit = useStore((state) => state.config.limits?.addressBytes);
  const [datasets, setDatasets] = useState<Dataset[] | null>(null);
  const [fault, setFault] = useState('');
  const input = useRef<HTMLInputElement>(null);

  const load = useCallback(async () => {
    try {
      const answer = await api.addresses();
      setDatasets(answer.datasets);
      setFault('');
    } catch (error) {
      setFault(sentenceOf(error));
    }
  }, []);
  useWords();
  useEffect(() => {
    void load();
    void loadSurroundings();
  }, [load]);
  // The line came back, or will: ask again while there is a fault.
  useEffect(() => {
    if (!fault) return;
    const timer = setInterval(load, 3000);
    return () => clearInterval(timer);
  }, [fault, load]);

  const { tasks, add, dismiss } = useAddressTasks(load);
  const dropping = useFileDrop(useCallback((files: File[]) => void add(files), [add]));

  return (
    <div className="page">
      <TopBar />
      <main className="page-inner">
        <div className="page-head">
          <div>
            <h1>{t('title')}</h1>
            <p className="muted">{t('about')}</p>
          </div>
          <button type="button" className="btn primary" onClick={() => input.current?.click()}>
            <Plus size={18} />
            {t('add')}
          </button>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            accept=".txt,.zip,.csv,.geojson,.json,.gz"
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              void add(files);
            }}
          />
        </div>
        {fault && (
          <p className="notice" role="alert">
            <CircleAlert size={17} />
            <span>{fault}</span>
          </p>
        )}
        {tasks.map((task) => (
          <TaskCard key={task.key} task={task} onDismiss={() => dismiss(task.key)} />
        ))}
        {datasets === null && !fault && <p className="muted">{t('loading')}</p>}
        {datasets?.length === 0 && <p className="muted">{t('none')}</p>}
        <ul className="datasets">
          {datasets?.map((dataset) => (
            <DatasetCard key={dataset.id} dataset={dataset} onRemoved={load} />
          ))}
        </ul>
        <div className="drop-zone">
          <Upload size={28} aria-hidden />
          <b>{t('dropHere')}</b>
          <p className="muted small">{t('dropNote')}</p>
          {limit && <p className="muted small">{t('limit', { size: bytes(limit) })}</p>}
        </div>
        <Guide />
      </main>
      {dropping && (
        <div className="drop-hint page-drop">
          <Upload size={36} />
          {t('dropHere')}
        </div>
      )}
    </div>
  );
}
