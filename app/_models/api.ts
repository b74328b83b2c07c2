import { request, sendFile } from '../_lib/api';
import type { Job } from '../_lib/types';
import type { DatasetEntry, Devices, ModelEntry, NewRun, Run, Sample, TrainingOptions } from './types';

const at = (id: string) => `/api/training-runs/${id}`;

export interface SampleWish {
  seed: number;
  truth?: number;
  answer?: number;
}

/** The calls of the model lab. */
export const lab = {
  runs: async () => (await request<{ runs: Run[] }>('GET', '/api/training-runs')).runs,
  start: (run: NewRun) => request<Run>('POST', '/api/training-runs', run),
  change: (id: string, word: 'pause' | 'resume' | 'cancel') => request<Run>('POST', `${at(id)}/${word}`),
  remove: (id: string) => request<void>('DELETE', at(id)),
  samples(id: string, wish: SampleWish) {
    const given = Object.entries(wish).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    return request<{ classes: string[]; classes_ko: string[]; samples: Sample[] }>(
      'GET',
      `${at(id)}/samples?${query}`,
    );
  },
  options: () => request<TrainingOptions>('GET', '/api/training-options'),
  devices: () => request<Devices>('GET', '/api/devices'),
  models: async () => (await request<{ models: ModelEntry[] }>('GET', '/api/models')).models,
  datasets: async () => (await request<{ datasets: DatasetEntry[] }>('GET', '/api/datasets')).datasets,
  fetchDataset: async (name: string) =>
    (await request<{ job: Job }>('POST', `/api/datasets/${name}/fetch`)).job,
  removeDataset: (name: string) => request<void>('DELETE', `/api/datasets/${encodeURIComponent(name)}`),
  addDataset: async (
    file: File,
    options: { task: string; size: number; channels: number },
    onProgress: (sent: number, total: number) => void,
    signal: AbortSignal,
  ) => {
    const query = new URLSearchParams({
      name: file.name,
      task: options.task,
      size: String(options.size),
      channels: String(options.channels),
    });
    return (await sendFile<{ job: Job }>(`/api/datasets?${query}`, file, onProgress, signal)).job;
  },
};

/** Where a model is downloaded: its ONNX file, or a ZIP where it is several. */
export const downloadOf = (name: string, onnx: boolean) =>
  `/api/models/${encodeURIComponent(name)}/model.${onnx ? 'onnx' : 'zip'}`;
