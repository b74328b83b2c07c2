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

interface Waiting {
  save: () => Promise<unknown>;
  timer: ReturnType<typeof setTimeout>;
}

const queue = new Map<string, Waiting>();
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
 * @param save rejects to be tried again when the line is back; handles the server's refusals itself
 */
export function saveLater(key: string, pause: number, save: () => Promise<unknown>): void {
  dropSave(key);
  queue.set(key, { save, timer: setTimeout(() => void run(key), pause) });
  counted();
}

/** Forgets a save that waits: what it would save has been changed otherwise. */
export function dropSave(key: string): void {
  clearTimeout(queue.get(key)?.timer);
  queue.delete(key);
  counted();
}

async function run(key: string): Promise<void> {
  const entry = queue.get(key);
  if (!entry) return;
  clearTimeout(entry.timer);
  try {
    await entry.save();
    if (queue.get(key) === entry) queue.delete(key);
  } catch {
    // The line is cut: it stays in the queue until that is over.
  }
  counted();
}

/** Makes every save that waits, now. */
export async function flushSaves(): Promise<void> {
  await Promise.all([...queue.keys()].map(run));
}

const LEFT = 'jari-left-saving';

/** The page is left: what waits is saved now, and the next page is told that it may have been made before that. */
export function saveOnLeaving(): void {
  if (queue.size === 0 && useSaving.getState().running === 0) return;
  try {
    sessionStorage.setItem(LEFT, 'true');
  } catch {
    // Storage may be refused: then the next page may show what was before.
  }
  void flushSaves();
}

/** Whether the page before was left while it saved: what the server sent along with this one may lack that. */
export function leftWhileSaving(): boolean {
  try {
    const left = sessionStorage.getItem(LEFT) !== null;
    sessionStorage.removeItem(LEFT);
    return left;
  } catch {
    return false;
  }
}
