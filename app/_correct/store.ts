import { create } from 'zustand';
import type { Case } from '@/lib/corrections/case';
import type { CorrectionRequest } from '@/lib/corrections/correct';
import type { QueueName } from '@/lib/layers/answers';
import { loadLayers, sentenceOf } from '../_lib/actions';
import { atOnce, record } from '../_lib/history';
import { useStore } from '../_lib/store';
import { corrections } from './api';

/** Putting rows right, one after another: which row, what its address could mean, what the person does. */
interface Correcting {
  layer: string | null;
  queues: QueueName[];
  lengths: Record<QueueName, number> | null;
  /** Rows to look at, in order, as far as they have been fetched. */
  rows: number[];
  n: number | null;
  open: Case | null;
  /** The next click on the map is the place. */
  placing: boolean;
  busy: boolean;
  fault: string;
  /** Candidate under the pointer or with the focus. */
  hinted: number | null;
}

const IDLE: Correcting = {
  layer: null,
  queues: ['not_found', 'ambiguous', 'coarse'],
  lengths: null,
  rows: [],
  n: null,
  open: null,
  placing: false,
  busy: false,
  fault: '',
  hinted: null,
};

export const useCorrecting = create<Correcting>()(() => IDLE);

const set = useCorrecting.setState;
const get = useCorrecting.getState;

async function guarded(work: () => Promise<void>): Promise<void> {
  set({ busy: true, fault: '' });
  try {
    await work();
  } catch (error) {
    set({ fault: sentenceOf(error) });
  } finally {
    set({ busy: false });
  }
}

/** Shows one row with its candidates, on the map too. */
export async function openRow(n: number | null, text?: string): Promise<void> {
  const { layer } = get();
  if (!layer) return;
  set({ n, placing: false, hinted: null, ...(text === undefined ? { open: null } : {}) });
  useStore.getState().set({ feature: null });
  if (n === null) return;
  await guarded(async () => {
    const open = await corrections.open(layer, n, text);
    if (get().n !== n || get().layer !== layer) return; // the person is elsewhere by now
    set({ open });
    showAll(open);
  });
}

/** Zooms that show what a coarse answer is in the middle of. */
const ZOOMS: Record<string, number> = { road: 13, legal_dong: 13, district: 11, province: 8 };

function showAll({ candidates }: Case): void {
  if (candidates.length === 0) return;
  const lons = candidates.map(({ lon }) => lon);
  const lats = candidates.map(({ lat }) => lat);
  const { flyTo } = useStore.getState();
  if (candidates.length === 1)
    flyTo({ lon: lons[0]!, lat: lats[0]!, zoom: ZOOMS[candidates[0]!.level] ?? 15 });
  else flyTo([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]);
}

/** Begins with the first row of the queue, or with the row given. */
export async function startCorrecting(layer: string, at?: number): Promise<void> {
  const { select, showPanel } = useStore.getState();
  select(layer);
  set({ ...IDLE, layer });
  showPanel('inspector', true);
  await loadQueue();
  const { rows } = get();
  await openRow(at ?? rows[0] ?? null);
}

export const stopCorrecting = () => set(IDLE);

export async function chooseQueues(queues: QueueName[]): Promise<void> {
  set({ queues });
  await loadQueue();
  await openRow(get().rows[0] ?? null);
}

async function loadQueue(): Promise<void> {
  const { layer, queues } = get();
  if (!layer) return;
  await guarded(async () => set(await corrections.queue(layer, queues)));
}

/** The row before (-1) or after (1) the present one; past the end the queue is asked for more. */
export async function step(by: -1 | 1): Promise<void> {
  const { n, rows, layer, queues } = get();
  if (n === null || !layer) return;
  const next = by > 0 ? rows.find((row) => row > n) : rows.findLast((row) => row < n);
  if (next !== undefined) return openRow(next);
  if (by < 0) return;
  await guarded(async () => {
    const more = await corrections.queue(layer, queues, rows.at(-1) ?? 0);
    set({ lengths: more.lengths, rows: [...rows, ...more.rows] });
  });
  const [first] = get().rows.filter((row) => row > n);
  if (first !== undefined) await openRow(first);
}

/** Puts the present row right and goes on to the next. */
export async function correctRow(how: CorrectionRequest, label: string): Promise<void> {
  const { layer, n } = get();
  if (!layer || n === null) return;
  const correct = async () => {
    await corrections.correct(layer, n, how);
    record({
      label,
      undo: async () => {
        await corrections.undo(layer, n);
        await renew(layer);
        if (get().layer === layer) await openRow(n);
      },
      redo: async () => {
        await corrections.correct(layer, n, how);
        await renew(layer);
      },
    });
    set({ placing: false });
    await renew(layer);
    await step(1);
    if (get().n === n) set({ rows: get().rows.filter((row) => row !== n), n: null, open: null });
    else set({ rows: get().rows.filter((row) => row !== n) });
  };
  await atOnce(() => guarded(correct));
}

/** The layer's counts, symbols and table after a change of its rows. */
async function renew(layer: string): Promise<void> {
  const { queues } = get();
  await loadLayers();
  useStore.getState().reload(layer);
  if (get().layer === layer) {
    const { lengths, rows } = await corrections.queue(layer, queues);
    set({ lengths, rows });
  }
}

/** Takes back what the present row was put right by. */
export async function uncorrect(): Promise<void> {
  const { layer, n } = get();
  if (!layer || n === null) return;
  await guarded(async () => {
    await corrections.undo(layer, n);
    await renew(layer);
  });
  await openRow(n);
}

/** Asks again for what could not be had while the line was cut. */
export async function askAgain(): Promise<void> {
  const { layer, lengths, open, n, queues, fault } = get();
  if (!layer || !fault) return;
  if (!lengths) await chooseQueues(queues);
  else await openRow(n, open?.text);
}
