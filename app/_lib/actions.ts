import { ApiError, api, ConnectionError, type LayerChange } from './api';
import { followJob } from './follow-job';
import { useStore } from './store';
import type { Job, Layer, Style } from './types';

/** What the page does, each with its call to the server, its optimistic change of the store, and its way back. */

const store = () => useStore.getState();

/** The texts of failures, given by the component that knows the language. */
export interface Words {
  connection: string;
}
let words: Words = { connection: 'The server does not answer.' };
export const setWords = (next: Words) => {
  words = next;
};

/** What to tell a person about an error. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ConnectionError) return words.connection;
  if (error instanceof ApiError) return error.message;
  return (error as Error)?.message ?? String(error);
}

const complain = (error: unknown) => {
  if (error instanceof ConnectionError) noteLost();
  store().say(sentenceOf(error), { tone: 'bad' });
};

let retry: ReturnType<typeof setTimeout> | undefined;

/** Marks the line as cut and tries again every two seconds until the server answers. */
function noteLost(): void {
  store().set({ lost: true });
  clearTimeout(retry);
  retry = setTimeout(() => void loadLayers(), 2000);
}

const removing = new Map<string, { timer: ReturnType<typeof setTimeout>; layer: Layer; at: number }>();

/** Fetches the list of layers, and follows the jobs of those still being filled. */
export async function loadLayers(): Promise<void> {
  try {
    const layers = (await api.layers()).filter((layer) => !removing.has(layer.id));
    const { selected, set } = store();
    const kept = layers.some((layer) => layer.id === selected);
    set({ layers, layersState: 'ready', lost: false, ...(kept ? {} : { selected: null, feature: null }) });
    for (const layer of layers) {
      const job = layer.source.job;
      if (layer.state === 'filling' && typeof job === 'string') watchLayer(layer.id, job);
    }
  } catch (error) {
    if (error instanceof ConnectionError) noteLost();
    else complain(error);
  }
}

const watched = new Set<string>();

/** Follows the job that fills a layer; when it is done the layer is fetched, chosen and flown to. */
export function watchLayer(layerId: string, jobId: string): void {
  if (watched.has(jobId)) return;
  watched.add(jobId);
  const keep = (job: Job) => store().set({ jobs: { ...store().jobs, [layerId]: job } });
  followJob(jobId, {
    onLost: (lost) => store().lost !== lost && store().set({ lost }),
    onJob: async (job) => {
      keep(job);
      if (job.state === 'queued' || job.state === 'running') return;
      watched.delete(jobId);
      await loadLayers();
      if (job.state !== 'done') return;
      store().reload(layerId);
      const layer = store().layers.find(({ id }) => id === layerId);
      if (layer?.extent) store().flyTo(layer.extent);
    },
  });
}

/** Fetches what every page shows: the settings and the editions of the address database. */
export async function loadSurroundings(): Promise<void> {
  const [config, addresses] = await Promise.allSettled([api.config(), api.addresses()]);
  if (config.status === 'fulfilled') store().set({ config: config.value });
  if (addresses.status === 'fulfilled') store().set({ editions: addresses.value.editions });
}

async function change(id: string, now: Partial<Layer>, request: LayerChange): Promise<void> {
  const before = store().layers.find((layer) => layer.id === id);
  store().changeLayer(id, now);
  try {
    await api.changeLayer(id, request);
  } catch (error) {
    if (before) store().changeLayer(id, before);
    complain(error);
  }
}

export const renameLayer = (id: string, name: string) => change(id, { name }, { name });
export const showLayer = (id: string, visible: boolean) => change(id, { visible }, { visible });

let saving: ReturnType<typeof setTimeout> | undefined;

/** Draws a layer otherwise at once, and saves the style when the hand rests. */
export function restyle(
  layer: Layer,
  part: { symbol?: Partial<Style['symbol']>; label?: Partial<Style['label']> },
) {
  const style: Style = {
    ...layer.style,
    symbol: { ...layer.style.symbol, ...part.symbol },
    label: { ...layer.style.label, ...part.label },
  };
  const relabelled = style.label.column !== layer.style.label.column;
  store().changeLayer(layer.id, { style });
  clearTimeout(saving);
  const save = async () => {
    try {
      await api.changeLayer(layer.id, { style });
      if (relabelled) store().reload(layer.id); // the text of labels comes with the features
    } catch (error) {
      complain(error);
    }
  };
  if (relabelled) void save();
  else saving = setTimeout(save, 300);
}

/** Moves a layer up (-1) or down (1) in the list: it changes places with its neighbour. */
export async function moveLayer(id: string, step: -1 | 1): Promise<void> {
  const layers = [...store().layers];
  const from = layers.findIndex((layer) => layer.id === id);
  const to = from + step;
  const [a, b] = [layers[from], layers[to]];
  if (!a || !b) return;
  layers[from] = b;
  layers[to] = a;
  const positioned = layers.map((layer, index) => ({ ...layer, position: layers.length - 1 - index }));
  const old = new Map(store().layers.map((layer) => [layer.id, layer.position]));
  store().set({ layers: positioned });
  try {
    for (const { id, position } of positioned) {
      if (old.get(id) !== position) await api.changeLayer(id, { position });
    }
  } catch (error) {
    complain(error);
    void loadLayers();
  }
}

const UNDO_MS = 8000;

/** Takes a layer away; it is deleted only when the time to undo has passed (or the page is left). */
export function removeLayer(layer: Layer, text: string): void {
  const at = store().layers.findIndex(({ id }) => id === layer.id);
  const selected = store().selected === layer.id;
  store().set({
    layers: store().layers.filter(({ id }) => id !== layer.id),
    ...(selected ? { selected: null, feature: null } : {}),
  });
  const timer = setTimeout(() => {
    api
      .removeLayer(layer.id)
      .catch(complain)
      .finally(() => removing.delete(layer.id));
  }, UNDO_MS);
  removing.set(layer.id, { timer, layer, at });
  store().say(text, { undo: () => restoreLayer(layer.id) });
}

function restoreLayer(id: string): void {
  const kept = removing.get(id);
  if (!kept) return;
  clearTimeout(kept.timer);
  removing.delete(id);
  const layers = [...store().layers];
  layers.splice(kept.at, 0, kept.layer);
  store().set({ layers, selected: id });
}

/** Before the page goes: what was removed and not taken back is deleted now. */
export function finishRemovals(): void {
  for (const [id, { timer }] of removing) {
    clearTimeout(timer);
    void fetch(`/api/layers/${id}`, { method: 'DELETE', keepalive: true });
  }
}

/** Ctrl-Z: takes the latest removal back. @returns whether there was one */
export function undoLatest(): boolean {
  const toast = store().toasts.findLast(({ undo }) => undo);
  if (!toast) return false;
  toast.undo?.();
  store().dismiss(toast.id);
  return true;
}
