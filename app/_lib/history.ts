import { create } from 'zustand';
import { useStore } from './store';
import { inWords, sentenceOf } from './words';

/**
 * What was done on this page, to be taken back and done again (Ctrl-Z, Ctrl-Shift-Z, Ctrl-Y; the arrows of the
 * top bar). Everything that changes a layer, a row or a project records itself here once it has happened.
 */

export interface Change {
  /** What was done, in the page's language: "‘가게’ 이름 바꾸기". */
  label: string;
  /** Both throw where the server refuses; the person is told so, and nothing is lost from the list. */
  undo: () => Promise<void> | void;
  redo: () => Promise<void> | void;
  /**
   * Changes of one thing in quick succession (a slider being drawn) with the same key count as one: the first
   * one's way back, the last one's way forth.
   */
  merge?: string;
}

interface History {
  past: Change[];
  future: Change[];
}

export const useHistory = create<History>(() => ({ past: [], future: [] }));

const history = () => useHistory.getState();

/** Changes kept; the oldest is forgotten. */
const DEPTH = 100;
const MERGE_MS = 1000;

let recordedAt = 0;

/** Notes a change that has just happened; what had been undone cannot be done again after it. */
export function record(change: Change): void {
  const { past } = history();
  const last = past.at(-1);
  const now = Date.now();
  const merged = last && change.merge && last.merge === change.merge && now - recordedAt < MERGE_MS;
  recordedAt = now;
  const latest = merged ? { ...change, undo: last.undo } : change;
  useHistory.setState({ past: [...(merged ? past.slice(0, -1) : past), latest].slice(-DEPTH), future: [] });
}

let running: Promise<unknown> = Promise.resolve();

/**
 * Changes, undo and redo, one after the other: a second Ctrl-Z waits for the first, and one that follows close on
 * a change waits for that, so that it takes back this change and not the one before. Not to be nested.
 */
export const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const result = running.then(work);
  running = result.catch(() => {});
  return result;
};

/**
 * A change that is shown at once, whatever else is being sent; undo and redo wait until it is recorded, so that a
 * Ctrl-Z close on it takes back this change and not the one before. Not to be nested.
 */
export function atOnce<T>(work: () => Promise<T>): Promise<T> {
  const result = work();
  const before = running;
  const settled = result.catch(() => {});
  running = before.then(() => settled);
  return result;
}

async function perform(change: Change, step: 'undo' | 'redo'): Promise<boolean> {
  recordedAt = 0; // what comes next is a change of its own
  try {
    await change[step]();
    return true;
  } catch (error) {
    useStore.getState().say(inWords().undoFailed(change.label, sentenceOf(error)), { tone: 'bad' });
    return false;
  }
}

const without = (changes: Change[], change: Change) => changes.filter((other) => other !== change);

async function takeBack(change: Change | undefined): Promise<boolean> {
  if (!change || !history().past.includes(change) || !(await perform(change, 'undo'))) return false;
  useHistory.setState(({ past, future }) => ({ past: without(past, change), future: [...future, change] }));
  useStore.getState().dismissChange(change);
  return true;
}

/** Takes one change back, wherever it stands in the list; one that failed stays to be tried again. */
export const undoChange = (change: Change): Promise<boolean> => inTurn(() => takeBack(change));

/** Takes the latest change back. @returns whether there was one and it worked */
export const undo = (): Promise<boolean> => inTurn(() => takeBack(history().past.at(-1)));

/** Does the change that was undone last again. @returns whether there was one and it worked */
export function redo(): Promise<boolean> {
  return inTurn(async () => {
    const change = history().future.at(-1);
    if (!change || !(await perform(change, 'redo'))) return false;
    useHistory.setState(({ past, future }) => ({
      past: [...past, change],
      future: without(future, change),
    }));
    return true;
  });
}

/** Forgets everything: another project is open. */
export function forget(): void {
  useHistory.setState({ past: [], future: [] });
}

/** The keys of undo and redo. @returns whether the key was one of them */
export function historyKey(event: KeyboardEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === 'z') void (event.shiftKey ? redo() : undo());
  else if (key === 'y' && !event.shiftKey) void redo();
  else return false;
  event.preventDefault();
  return true;
}
