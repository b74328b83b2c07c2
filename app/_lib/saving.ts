import { create } from 'zustand';

/**
 * What is on its way to the server. Changes made by dragging are saved when the hand rests; a save that meets a
 * cut line waits and is made when the line is back.
 */

interface Saving {
  /** Changes being sent now. */
  running: number;
  /** Changes that wait for the hand to rest, or for the line. */
  waiting: number;
}

export const useSaving = create<Saving>(() => ({ running: 0, waiting: 0 }));

/** A change in words that the next page can send again; made twice it is the same as made once. */
export interface Change {
  to: 'changeLayer' | 'changeProject';
  id: string;
  change: object;
}

interface Waiting {
  change: Change;
  save: () => Promise<unknown>;
  timer: ReturnType<typeof setTimeout>;
}

const queue = new Map<string, Waiting>();
/** Saves being made, by key: a later one of the same key waits, else the server may take the older one last. */
const sending = new Map<string, Promise<unknown>>();
const counted = () => useSaving.setState({ waiting: queue.size });

/** Counts a change as long as it is being sent. */
export async function whileSaving<T>(sending: Promise<T>): Promise<T> {
  useSaving.setState(({ running }) => ({ running: running + 1 }));
  try {
    return await sending;
  } finally {
    useSaving.setState(({ running }) => ({ running: running - 1 }));
  }
}

/**
 * Saves after a pause; a later call with the same key takes its place.
 * @param change what `save` sends
 * @param save rejects to be tried again when the line is back; handles the server's refusals itself
 */
export function saveLater(key: string, pause: number, change: Change, save: () => Promise<unknown>): void {
  dropSave(key);
  queue.set(key, { change, save, timer: setTimeout(() => void run(key), pause) });
  counted();
}

/** Forgets a save that waits: what it would save has been changed otherwise. */
export function dropSave(key: string): void {
  clearTimeout(queue.get(key)?.timer);
  queue.delete(key);
  counted();
}

async function run(key: string): Promise<void> {
  await sending.get(key);
  await make(key);
}

async function make(key: string): Promise<void> {
  const entry = queue.get(key);
  if (!entry) return;
  clearTimeout(entry.timer);
  const made = entry.save().then(
    () => queue.get(key) === entry && queue.delete(key),
    () => {}, // The line is cut: it stays in the queue until that is over.
  );
  sending.set(key, made);
  await made;
  if (sending.get(key) === made) sending.delete(key);
  counted();
}

/** Makes every save that waits, now. */
export async function flushSaves(): Promise<void> {
  await Promise.all([...queue.keys()].map(run));
}

const LEFT = 'jari-left-saving';

/** Later than this a change is not made again: others may have changed the same since. */
const LEFT_FOR_MS = 30_000;

interface Left {
  at: number;
  changes: { key: string; change: Change }[];
}

/**
 * The page is left: what waits is saved now, and the next page is told of it, since what it is given may have been
 * made before that.
 */
export function saveOnLeaving(): void {
  if (queue.size === 0 && useSaving.getState().running === 0) return;
  try {
    const changes = [...queue].map(([key, { change }]) => ({ key, change }));
    sessionStorage.setItem(LEFT, JSON.stringify({ at: Date.now(), changes } satisfies Left));
  } catch {
    // Storage may be refused: then the next page may show what was before.
  }
  for (const key of queue.keys()) void make(key);
}

/** What the page before was saving as it was left; null if nothing. Told once. */
export function leftWhileSaving(): Left['changes'] | null {
  try {
    const left: Left | null = JSON.parse(sessionStorage.getItem(LEFT) ?? 'null');
    sessionStorage.removeItem(LEFT);
    return left && Date.now() - left.at < LEFT_FOR_MS ? left.changes : null;
  } catch {
    return null;
  }
}
