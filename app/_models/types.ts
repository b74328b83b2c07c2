import type { ClassifierCard } from '@/lib/vision/classifiers/card';
import type { Evaluation } from '@/lib/vision/classifiers/evaluate';
import type { DatasetEntry as LabelledSet } from '@/lib/vision/datasets/library';
import type { Field } from '@/lib/vision/fields';
import type { MaskRcnnCard } from '@/lib/vision/mask-rcnn/card';
import type { AnyCard } from '@/lib/vision/model-folders';

export type { Evaluation } from '@/lib/vision/classifiers/evaluate';
export type { Devices } from '@/lib/vision/device';
export type { Field } from '@/lib/vision/fields';
export type { RunEvent } from '@/lib/vision/runs/events';
export type { Epoch } from '@/lib/vision/runs/kind';
export type { Sample } from '@/lib/vision/runs/samples';
export type { NewRun, Run } from '@/lib/vision/runs/store';

type Task = AnyCard['task'];

/** A set of images: with a class each, or with masks of objects. */
export interface DatasetEntry extends Omit<LabelledSet, 'faults'> {
  task: Task;
  faults?: Shortcoming[];
  /** In images with masks. */
  objects?: number;
}

/** What was left out of a set, as either kind of set says it. */
export type Shortcoming = { path: string; reason: string } | { file: string; detail: string };

/** What can be trained. */
export interface TrainingOptions {
  models: {
    kind: string;
    task: Task;
    name: string;
    about: string;
    dataset?: string;
    recipe: Record<string, unknown>;
  }[];
  /** By kind, then by hyper-parameter. */
  fields: Record<string, Record<string, Field>>;
}

/** A model there is. */
export interface ModelEntry {
  own: boolean;
  /** Is one ONNX file. */
  onnx: boolean;
  card: AnyCard & Partial<ClassifierCard | MaskRcnnCard>;
}

/** The outcome of a classifier, as far as the run's last epoch gave it. */
export const asEvaluation = (latest: Record<string, unknown> | null): Evaluation | undefined =>
  latest && Array.isArray(latest.confusion) ? (latest as unknown as Evaluation) : undefined;
