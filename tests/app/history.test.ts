import { beforeEach, expect, test, vi } from 'vitest';
import { atOnce, forget, record, redo, undo, undoChange, useHistory } from '@/app/_lib/history';
import { useStore } from '@/app/_lib/store';

let value = 0;
const change = (from: number, to: number, merge?: string) => {
  value = to;
  const made = {
    label: `${from} → ${to}`,
    undo: () => {
      value = from;
    },
    redo: () => {
      value = to;
    },
    ...(merge ? { merge } : {}),
  };
  record(made);
  return made;
};
const labels = () => useHistory.getState().past.map(({ label }) => label);

beforeEach(() => {
  forget();
  value = 0;
  useStore.setState({ toasts: [] });
  vi.useFakeTimers();
});

test('what was done is taken back and done again, step by step', async () => {
  change(0, 1);
  change(1, 2);
  await undo();
  expect(value).toBe(1);
  await undo();
  expect(value).toBe(0);
  expect(await undo()).toBe(false);
  await redo();
  await redo();
  expect(value).toBe(2);
  expect(await redo()).toBe(false);
});

test('taking back close on a change waits for it: this one is taken back, not the one before', async () => {
  change(0, 1);
  let answered = () => {};
  const answer = new Promise<void>((resolve) => {
    answered = resolve;
  });
  const shown = vi.fn();
  const changing = atOnce(async () => {
    shown();
    await answer;
    change(1, 2);
  });
  expect(shown).toHaveBeenCalledOnce(); // at once, not after what is under way
  const takingBack = undo();
  answered();
  await Promise.all([changing, takingBack]);
  expect(value).toBe(1);
  await expect(atOnce(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  await undo();
  expect(value).toBe(0);
});

test('a new change ends what could be done again', async () => {
  change(0, 1);
  await undo();
  change(0, 5);
  expect(await redo()).toBe(false);
  expect(value).toBe(5);
});

test('a slider being drawn is one change: back to where it was, forth to where it ended', async () => {
  change(0, 1, 'size');
  change(1, 2, 'size');
  change(2, 3, 'size');
  expect(labels()).toEqual(['2 → 3']);
  await undo();
  expect(value).toBe(0);
  await redo();
  expect(value).toBe(3);
});

test('other things, and the same thing after a pause, are changes of their own', () => {
  change(0, 1, 'size');
  change(1, 2, 'colour');
  vi.advanceTimersByTime(5000);
  change(2, 3, 'colour');
  change(3, 4);
  expect(labels()).toHaveLength(4);
});

test('one that fails says so and stays; the others are not touched', async () => {
  let broken = true;
  record({
    label: 'A',
    undo: () => {
      if (broken) throw new Error('The server said no.');
      value = 9;
    },
    redo: () => {},
  });
  expect(await undo()).toBe(false);
  const [toast] = useStore.getState().toasts;
  expect(toast).toMatchObject({ tone: 'bad' });
  expect(toast!.text).toContain('The server said no.');
  broken = false;
  expect(await undo()).toBe(true);
  expect(value).toBe(9);
});

test('two quick calls run one after the other', async () => {
  change(0, 1);
  change(1, 2);
  await Promise.all([undo(), undo()]);
  expect(value).toBe(0);
});

test('one in the middle can be taken back by itself, once, and its toast goes', async () => {
  const first = change(0, 1);
  change(1, 2);
  useStore.getState().say('done', { change: first, undo: () => {} });
  expect(await undoChange(first)).toBe(true);
  expect(await undoChange(first)).toBe(false);
  expect(useStore.getState().toasts).toEqual([]);
  expect(labels()).toEqual(['1 → 2']);
});
