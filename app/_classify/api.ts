import { request, sendFile } from '../_lib/api';
import type { Job, Layer } from '../_lib/types';

interface Started {
  job: Job;
  layer: Layer;
}

/** A classifier as a person chooses one. */
export interface ClassifierChoice {
  name: string;
  description: string;
  /** Side of the images it takes, in pixels. */
  side: number;
}

interface Card {
  name: string;
  task: string;
  description: string;
  input?: { width: number };
}

/** The classifiers there are: those that come with the program and one's own. */
export async function classifiers(): Promise<ClassifierChoice[]> {
  const { models } = await request<{ models: { card: Card }[] }>('GET', '/api/models');
  return models.flatMap(({ card: { name, task, description, input } }) =>
    task === 'classification' ? [{ name, description, side: input?.width ?? 28 }] : [],
  );
}

export interface SampleWish {
  sample: { dataset: string; seed: number };
  model?: string;
  project: string;
  language: string;
}

export const classifySample = (wish: SampleWish) => request<Started>('POST', '/api/classifications', wish);

export function classifyFile(file: File, fields: Record<string, string>): Promise<Started> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file, file.name);
  return sendFile<Started>('/api/classifications', form, () => {}, new AbortController().signal);
}
