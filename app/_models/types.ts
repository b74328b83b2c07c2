import type { ClassifierCard } from '@/lib/vision/classifiers/card';
import type { Evaluation } from '@/lib/vision/classifiers/evaluate';
import type { Recipe } from '@/lib/vision/classifiers/models';
import type { Field } from '@/lib/vision/classifiers/recipe';
import type { AnyCard } from '@/lib/vision/model-folders';

export type { Evaluation } from '@/lib/vision/classifiers/evaluate';
export type { Field } from '@/lib/vision/classifiers/recipe';
export type { DatasetEntry } from '@/lib/vision/datasets/library';
export type { Devices } from '@/lib/vision/device';
export type { RunEvent } from '@/lib/vision/runs/events';
export type { Epoch } from '@/lib/vision/runs/kind';
export type { Sample } from '@/lib/vision/runs/samples';
export type { NewRun, Run } from '@/lib/vision/runs/store';

/** What can be trained. */
export interface TrainingOptions {
  models: { name: string; about: string; dataset: string; recipe: Recipe }[];
  fields: { [K in keyof Recipe]: Field };
}

/** A model there is. */
export interface ModelEntry {
  own: boolean;
  /** Can be downloaded. */
  onnx: boolean;
  card: AnyCard & Partial<ClassifierCard>;
}

/** The outcome of a classifier, as far as the run's last epoch gave it. */
export const asEvaluation = (latest: Record<string, unknown> | null): Evaluation | undefined =>
  latest && Array.isArray(latest.confusion) ? (latest as unknown as Evaluation) : undefined;
