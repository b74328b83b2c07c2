import type { Field } from '../fields';
import type { AnyCard } from '../model-folders';

/** A line of a chart. Series of one unit are drawn together. */
export interface Series {
  name: string;
  /** share: 0 to 1. */
  unit: 'loss' | 'share';
  /** Of the images trained on, or of those kept for the test. */
  of: 'training' | 'test';
}

/** One epoch, from 1: its figures by the names of the series. */
export interface Epoch {
  epoch: number;
  seconds: number;
  figures: Record<string, number>;
}

/** A run that can be started: everything checked, every setting said. */
export interface Plan<Settings = Record<string, unknown>> {
  /** What is trained, and on what. */
  model: string;
  dataset: string;
  settings: Settings;
  epochs: number;
}

/** What a run has in its hands. */
export interface RunWork<Settings = Record<string, unknown>> {
  plan: Plan<Settings>;
  /** Where checkpoints and the model go. A run begun there goes on after its last epoch. */
  folder: string;
  /** Of the model that is made. */
  name: string;
  signal?: AbortSignal;
  /** 'data', then 'train': what is being done. */
  onStage?: (stage: string) => void;
  onDevice?: (device: string) => unknown;
  /** Share of all epochs done, counted in epochs, with figures of the present one. */
  onStep?: (epochs: number, figures: Record<string, number>) => void;
  /** After each epoch, before its checkpoint; `latest` is what it gave beside its figures. */
  onEpoch?: (epoch: Epoch, latest: Record<string, unknown>) => unknown;
}

/** A kind of training. Each is a file in `kinds`. */
export interface RunKind<Settings = Record<string, unknown>> {
  name: string;
  /** Of the models it makes, and so of the data it needs. */
  task: AnyCard['task'];
  /** What can be trained, with its own settings; `dataset` is what it was made for. */
  models: readonly { name: string; about: string; dataset?: string; recipe: Settings }[];
  /** What may be changed of the settings. */
  fields: Partial<Record<keyof Settings, Field>>;
  series: readonly Series[];
  /**
   * Checks what a person wants and completes it with the model's own settings.
   * @throws Problem saying what may be chosen
   */
  plan(wanted: {
    model: string;
    dataset?: string;
    settings?: Record<string, unknown>;
  }): Promise<Plan<Settings>>;
  /** Trains to the end; gives what is worth keeping of the outcome. */
  train(work: RunWork<Settings>): Promise<Record<string, unknown>>;
}
