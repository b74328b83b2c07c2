import { setImmediate as breathe } from 'node:timers/promises';

type Key = string | number;

interface Run {
  numbers: Int32Array;
  keys: Key[];
}

/**
 * What a text is ordered by: without regard to case, figures in it as the numbers they are ("2호" before
 * "10호"); Hangul by code point, which is the order of the dictionary.
 */
export function naturalKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (figures) => {
    const bare = figures.replace(/^0+(?=\d)/, '');
    return `0${String.fromCharCode(0x30 + bare.length)}${bare}`;
  });
}

/**
 * Puts row numbers in the order of their keys, a chunk at a time (merge sort with a pause between the merges,
 * so that the process goes on answering). Equal keys stay in the order of the rows; empty ones come last.
 */
export class Sorter {
  private readonly runs: Run[] = [];
  private readonly empty: Int32Array[] = [];

  constructor(private readonly descending: boolean) {}

  /** @param keys null: the row is empty in the column */
  async add(numbers: Int32Array, keys: (Key | null)[]): Promise<void> {
    const filled: number[] = [];
    const empty: number[] = [];
    for (let i = 0; i < numbers.length; i++) (keys[i] === null ? empty : filled).push(i);
    this.empty.push(Int32Array.from(empty, (i) => numbers[i]!));
    const sign = this.descending ? -1 : 1;
    filled.sort((i, k) => {
      const [a, b] = [keys[i]!, keys[k]!];
      return a < b ? -sign : a > b ? sign : i - k;
    });
    this.runs.push({
      numbers: Int32Array.from(filled, (i) => numbers[i]!),
      keys: filled.map((i) => keys[i]!),
    });
    await this.merge((last, before) => before.numbers.length <= last.numbers.length * 1.5);
  }

  async finish(): Promise<Int32Array> {
    await this.merge(() => true);
    const parts = [...this.runs.map(({ numbers }) => numbers), ...this.empty];
    const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  private async merge(while_: (last: Run, before: Run) => boolean): Promise<void> {
    for (;;) {
      const [before, last] = this.runs.slice(-2);
      if (!before || !last || !while_(last, before)) return;
      this.runs.splice(-2, 2, this.merged(before, last));
      await breathe();
    }
  }

  private merged(a: Run, b: Run): Run {
    const length = a.keys.length + b.keys.length;
    const numbers = new Int32Array(length);
    const keys = new Array<Key>(length);
    for (let i = 0, k = 0, at = 0; at < length; at++) {
      const left =
        k >= b.keys.length ||
        (i < a.keys.length && !(this.descending ? b.keys[k]! > a.keys[i]! : b.keys[k]! < a.keys[i]!));
      const [from, index] = left ? [a, i++] : [b, k++];
      numbers[at] = from.numbers[index]!;
      keys[at] = from.keys[index]!;
    }
    return { numbers, keys };
  }
}
