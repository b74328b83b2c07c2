import type { Method } from './method';

/** Numbers that differ, ascending, and how often each comes. */
function distinct(sorted: Float64Array): { values: Float64Array; weights: Float64Array } {
  const values = new Float64Array(sorted.length);
  const weights = new Float64Array(sorted.length);
  let size = 0;
  for (const value of sorted) {
    if (size === 0 || values[size - 1] !== value) values[size++] = value;
    weights[size - 1]! += 1;
  }
  return { values: values.subarray(0, size), weights: weights.subarray(0, size) };
}

/**
 * Natural breaks: the classes whose numbers lie closest to their means (least sum of squares; Fisher 1958, "On
 * grouping for maximum homogeneity", what Jenks's method seeks). Exact, by dynamic programming over the numbers
 * that differ; since the best first member of the last class only moves up with its last member, each round halves
 * the search (n log n for a class; a million numbers take a second or two). Gives others their turn between rounds.
 */
export const natural: Method = {
  name: 'natural',
  words: { ko: '자연 단절', en: 'Natural breaks' },
  async borders(sorted, count) {
    const { values, weights } = distinct(sorted);
    const n = values.length;
    const classes = Math.min(count, n);
    const costOf = squares(values, weights);
    // least[i]: cost of the first i + 1 numbers in as many classes as there have been rounds.
    let least = Float64Array.from({ length: n }, (_, i) => costOf(0, i));
    const firsts: Int32Array[] = [];
    for (let round = 1; round < classes; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      const next = new Float64Array(n);
      const first = new Int32Array(n);
      fill(round, n - 1, round, n - 1, (last, from, to) => {
        let best = Number.POSITIVE_INFINITY;
        for (let at = from; at <= Math.min(to, last); at++) {
          const cost = least[at - 1]! + costOf(at, last);
          if (cost < best) {
            best = cost;
            first[last] = at;
          }
        }
        next[last] = best;
        return first[last]!;
      });
      firsts.push(first);
      least = next;
    }
    const borders: number[] = [];
    let last = n - 1;
    for (const first of firsts.reverse()) {
      borders.unshift(values[first[last]!]!);
      last = first[last]! - 1;
    }
    return borders;
  },
};

/** Sum of squared distances from their mean of the numbers `from` to `to`, in constant time. */
function squares(values: Float64Array, weights: Float64Array): (from: number, to: number) => number {
  const n = values.length;
  const middle = values[n >> 1]!; // sums of numbers far from zero would lose their last digits
  const count = new Float64Array(n + 1);
  const sum = new Float64Array(n + 1);
  const square = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const value = values[i]! - middle;
    count[i + 1] = count[i]! + weights[i]!;
    sum[i + 1] = sum[i]! + weights[i]! * value;
    square[i + 1] = square[i]! + weights[i]! * value * value;
  }
  return (from, to) => {
    const total = sum[to + 1]! - sum[from]!;
    return Math.max(0, square[to + 1]! - square[from]! - (total * total) / (count[to + 1]! - count[from]!));
  };
}

/** Solves the middle one, then both halves within the bounds that its answer sets. */
function fill(
  low: number,
  high: number,
  from: number,
  to: number,
  solve: (at: number, from: number, to: number) => number,
): void {
  if (low > high) return;
  const middle = (low + high) >> 1;
  const found = solve(middle, from, to);
  fill(low, middle - 1, from, found, solve);
  fill(middle + 1, high, found, to, solve);
}
