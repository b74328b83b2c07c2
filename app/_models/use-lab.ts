'use client';

import { useCallback, useEffect, useState } from 'react';
import { sentenceOf } from '../_lib/words';
import { lab } from './api';
import type { DatasetEntry, Devices, ModelEntry, Run, TrainingOptions } from './types';

/** Between looks at the list while something is going on. */
const LOOK_MS = 2000;
/** While there is a fault. */
const AGAIN_MS = 3000;

export interface Lab {
  /** null: not known yet. */
  runs: Run[] | null;
  options: TrainingOptions | null;
  datasets: DatasetEntry[] | null;
  models: ModelEntry[] | null;
  devices: Devices | null;
  fault: string;
  load(): Promise<void>;
}

export const isLive = ({ state }: Pick<Run, 'state'>) => state === 'queued' || state === 'running';

/** All that the page shows beside the chosen run; looked at again while a run is going on. */
export function useLab(): Lab {
  const [runs, setRuns] = useState<Run[] | null>(null);
  const [options, setOptions] = useState<TrainingOptions | null>(null);
  const [datasets, setDatasets] = useState<DatasetEntry[] | null>(null);
  const [models, setModels] = useState<ModelEntry[] | null>(null);
  const [devices, setDevices] = useState<Devices | null>(null);
  const [fault, setFault] = useState('');

  const attempt = useCallback(async (work: () => Promise<void>) => {
    try {
      await work();
      setFault('');
    } catch (error) {
      setFault(sentenceOf(error));
    }
  }, []);
  const load = useCallback(
    () =>
      attempt(async () => {
        await Promise.all([
          lab.runs().then(setRuns),
          lab.options().then(setOptions),
          lab.datasets().then(setDatasets),
          lab.models().then(setModels),
        ]);
      }),
    [attempt],
  );
  useEffect(() => {
    void load();
    void lab.devices().then(setDevices, () => {}); // a line less; the rest of the page says what is wrong
  }, [load]);

  const live = runs?.some(isLive) ?? false;
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => void attempt(() => lab.runs().then(setRuns)), LOOK_MS);
    return () => clearInterval(timer);
  }, [live, attempt]);

  // A run that has ended has left a model, and may have fetched its data.
  const ended = runs?.filter((run) => !isLive(run)).length;
  useEffect(() => {
    if (!ended) return;
    void attempt(async () => {
      await Promise.all([lab.models().then(setModels), lab.datasets().then(setDatasets)]);
    });
  }, [ended, attempt]);
  useEffect(() => {
    if (!fault) return;
    const timer = setInterval(load, AGAIN_MS);
    return () => clearInterval(timer);
  }, [fault, load]);

  return { runs, options, datasets, models, devices, fault, load };
}
