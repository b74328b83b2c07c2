import { shownImage } from '@/lib/layers/shown-image';
import { changedStyle, type StyleChange } from '@/lib/layers/style/change';
import { styleColumns } from '@/lib/layers/style/columns';
import { servedAs } from '@/lib/layers/tiles/served-as';
import { tileVersion } from '@/lib/layers/tiles/version';
import { api, ConnectionError, type LayerChange } from './api';
import { noteLost } from './connection';
import { followJob } from './follow-job';
import { atOnce, type Change, record, undoChange } from './history';
import { dropSave, flushSaves, saveLater } from './saving';
import { useStore } from './store';
import type { Job, Layer, Style } from './types';
import { type ChangeName, inWords, sentenceOf } from './words';

export { sentenceOf };

/** What the page does, each with its call to the server, its optimistic change of the store, and its way back. */

const store = () => useStore.getState();

const complain = (error: unknown) => store().say(sentenceOf(error), { tone: 'bad' });

/** Fetches the layers of the open project, and follows the jobs of those still being filled. */
export async function loadLayers(): Promise<void> {
  const { project } = store();
  if (!project) return;
  await flushSaves();
  try {
    const layers = await api.layers(project.id);
    if (store().project?.id === project.id) showLayers(layers); // else another one was opened meanwhile
  } catch (error) {
    if (!(error instanceof ConnectionError)) complain(error);
  }
}

/** Shows the layers of the open project, and follows the jobs of those still being filled. */
export function showLayers(layers: Layer[]): void {
  const { selected, set } = store();
  const kept = layers.some((layer) => layer.id === selected);
  set({ layers, layersState: 'ready', ...(kept ? {} : { selected: null, feature: null }) });
  for (const layer of layers) {
    const job = layer.source.job;
    if (layer.state === 'filling' && typeof job === 'string') watchLayer(layer.id, job);
  }
}

const watched = new Set<string>();

/** Goes to the image of a layer, or to its features. */
function showLayerOnMap(id: string): void {
  const layer = store().layers.find((layer) => layer.id === id);
  const extent = layer && (shownImage(layer)?.bounds ?? layer.extent);
  if (extent) store().flyTo(extent);
}

/** Follows the job that fills a layer; when it is done the layer is fetched, chosen and flown to. */
export function watchLayer(layerId: string, jobId: string): void {
  if (watched.has(jobId)) return;
  watched.add(jobId);
  /** Objects of a detection that are drawn; undefined until its image is in its place. */
  let shown: number | undefined;
  const keep = (job: Job) => store().set({ jobs: { ...store().jobs, [layerId]: job } });
  followJob(jobId, {
    onLost: (lost) => lost && noteLost(),
    onJob: async (job) => {
      keep(job);
      if (job.state === 'queued' || job.state === 'running') {
        // What a detection has found so far is drawn as it comes.
        const found = job.progress.counts?.objects;
        if (found === shown) return;
        const first = shown === undefined;
        shown = found;
        await loadLayers();
        store().reload(layerId);
        if (first) showLayerOnMap(layerId);
        return;
      }
      watched.delete(jobId);
      await loadLayers();
      if (job.state !== 'done') return;
      store().reload(layerId);
      if (shown === undefined) showLayerOnMap(layerId);
    },
  });
}

/** Fetches what every page shows: the settings and the editions of the address database. */
export async function loadSurroundings(): Promise<void> {
  const [config, addresses] = await Promise.allSettled([api.config(), api.addresses()]);
  if (config.status === 'fulfilled') store().set({ config: config.value });
  if (addresses.status === 'fulfilled') store().set({ editions: addresses.value.editions });
}

const pick = <K extends keyof Layer>(layer: Layer, keys: K[]) =>
  Object.fromEntries(keys.map((key) => [key, layer[key]])) as Pick<Layer, K>;

/** Changes a layer at once and on the server; as it was when the server refuses. @throws its refusal */
async function put(id: string, now: Partial<Layer>, request: LayerChange): Promise<void> {
  const layer = store().layers.find((layer) => layer.id === id);
  const before = layer && pick(layer, Object.keys(now) as (keyof Layer)[]);
  store().changeLayer(id, now);
  try {
    await api.changeLayer(id, request);
  } catch (error) {
    if (before) store().changeLayer(id, before);
    throw error;
  }
}

const nameOf = (id: string) => store().layers.find((layer) => layer.id === id)?.name ?? '';

/** A change of one member of a layer that can be taken back. */
async function change(id: string, what: ChangeName, now: Pick<LayerChange, 'name' | 'visible'>) {
  const layer = store().layers.find((layer) => layer.id === id);
  if (!layer) return;
  const before = pick(layer, Object.keys(now) as (keyof typeof now)[]);
  try {
    await atOnce(async () => {
      await put(id, now, now);
      record({
        label: inWords().change(what, layer.name),
        undo: () => put(id, before, before),
        redo: () => put(id, now, now),
      });
    });
  } catch (error) {
    complain(error);
  }
}

export const renameLayer = (id: string, name: string) => change(id, 'renamed', { name });
export const showLayer = (id: string, visible: boolean) =>
  change(id, visible ? 'shown' : 'hidden', { visible });

/** Whether a style draws with what did not come with the features for another: values, or points gathered. */
function needsMore(layer: Layer, before: Style, now: Style): boolean {
  if (servedAs(layer) === 'tiles')
    return tileVersion({ ...layer, style: before }) !== tileVersion({ ...layer, style: now });
  const had = styleColumns(before);
  return [...styleColumns(now)].some((column) => !had.has(column));
}

/** Draws a layer in a style and saves it. @throws the server's refusal */
async function putStyle(id: string, style: Style): Promise<void> {
  dropSave(`style ${id}`);
  const layer = store().layers.find((layer) => layer.id === id);
  await put(id, { style }, { style });
  if (layer && needsMore(layer, layer.style, style)) store().reload(id);
}

/** Draws a layer otherwise at once, and saves the style when the hand rests. */
export function restyle(layer: Layer, part: StyleChange) {
  const { id, style: before } = layer;
  const style = changedStyle(before, part);
  const more = needsMore(layer, before, style);
  store().changeLayer(id, { style });
  record({
    label: inWords().change('restyled', layer.name),
    merge: `style ${id}`,
    undo: () => putStyle(id, before),
    redo: () => putStyle(id, style),
  });
  const change = { style };
  saveLater(`style ${id}`, more ? 0 : 300, { to: 'changeLayer', id, change }, async () => {
    try {
      await api.changeLayer(id, change);
      if (more) store().reload(id);
    } catch (error) {
      if (error instanceof ConnectionError) throw error; // saved when the line is back
      complain(error);
      void loadLayers();
    }
  });
}

/** Puts the layers in an order, the topmost first; ones that are not named keep their places below. */
async function putOrder(ids: string[]): Promise<void> {
  const rank = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  const before = store().layers;
  const ordered = [...before].sort((a, b) => rank(a.id) - rank(b.id));
  const positioned = ordered.map((layer, index) => ({ ...layer, position: ordered.length - 1 - index }));
  const old = new Map(before.map((layer) => [layer.id, layer.position]));
  store().set({ layers: positioned });
  try {
    for (const { id, position } of positioned) {
      if (old.get(id) !== position) await api.changeLayer(id, { position });
    }
  } catch (error) {
    void loadLayers();
    throw error;
  }
}

/** Orders the layers, the topmost first. @param moved the one that was taken and put elsewhere */
export async function orderLayers(ids: string[], moved: string): Promise<void> {
  const before = store().layers.map(({ id }) => id);
  try {
    await atOnce(async () => {
      await putOrder(ids);
      record({
        label: inWords().change('moved', nameOf(moved)),
        merge: `order ${moved}`,
        undo: () => putOrder(before),
        redo: () => putOrder(ids),
      });
    });
  } catch (error) {
    complain(error);
  }
}

/** Moves a layer up (-1) or down (1) in the list: it changes places with its neighbour. */
export async function moveLayer(id: string, step: -1 | 1): Promise<void> {
  const ids = store().layers.map((layer) => layer.id);
  const from = ids.indexOf(id);
  const other = ids[from + step];
  if (from < 0 || other === undefined) return;
  ids[from] = other;
  ids[from + step] = id;
  await orderLayers(ids, id);
}

/** Makes a layer once more, on top of the others. */
export async function duplicateLayer(layer: Layer, name: string): Promise<void> {
  try {
    const made = await api.duplicateLayer(layer.id, name);
    store().set({ layers: [made.layer, ...store().layers] });
    watchLayer(made.layer.id, made.job.id);
  } catch (error) {
    complain(error);
  }
}

/** Takes a layer away; the server keeps it for a day, so that it can come back. */
export const removeLayer = (layer: Layer, text: string): Promise<void> => atOnce(() => remove(layer, text));

async function remove(layer: Layer, text: string): Promise<void> {
  const { id } = layer;
  const at = store().layers.findIndex((other) => other.id === id);
  const takeAway = async () => {
    const { layers, selected } = store();
    store().set({
      layers: layers.filter((other) => other.id !== id),
      ...(selected === id ? { selected: null, feature: null } : {}),
    });
    try {
      await api.removeLayer(id);
    } catch (error) {
      putBack(layer, at);
      throw error;
    }
  };
  try {
    await takeAway();
  } catch (error) {
    complain(error);
    return;
  }
  if (layer.state === 'filling') {
    store().say(text); // half a layer is not kept
    return;
  }
  const change: Change = {
    label: inWords().change('removed', layer.name),
    undo: async () => putBack(await api.restoreLayer(id), at),
    redo: takeAway,
  };
  record(change);
  store().say(text, { change, undo: () => void undoChange(change) });
}

function putBack(layer: Layer, at: number): void {
  const layers = store().layers.filter(({ id }) => id !== layer.id);
  layers.splice(at, 0, layer);
  store().set({ layers, selected: layer.id });
}
