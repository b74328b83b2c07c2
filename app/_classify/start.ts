import { sentenceOf, watchLayer } from '../_lib/actions';
import { useStore } from '../_lib/store';
import type { Job, Layer } from '../_lib/types';
import { classifySample } from './api';

const store = () => useStore.getState();

/** Shows a layer that has just been made, still empty, on top of the others, and follows its job. */
export function showStarted({ job, layer }: { job: Job; layer: Layer }): void {
  store().set({ layers: [layer, ...store().layers.filter(({ id }) => id !== layer.id)], selected: layer.id });
  watchLayer(layer.id, job.id);
}

const SEEDS = 10_000;

/** Lays 36 random test images of a data set on the map and classifies them. */
export async function startSample(
  language: string,
  said: string,
  {
    dataset = 'fashion-mnist',
    model,
    seed = Math.floor(Math.random() * SEEDS),
  }: { dataset?: string; model?: string; seed?: number } = {},
): Promise<void> {
  const { project, say } = store();
  if (!project) return;
  try {
    const wish = { sample: { dataset, seed }, ...(model ? { model } : {}), project: project.id, language };
    showStarted(await classifySample(wish));
    say(said);
  } catch (error) {
    say(sentenceOf(error), { tone: 'bad' });
  }
}
