import { equal } from './equal';
import type { Method } from './method';
import { natural } from './natural';
import { quantiles } from './quantiles';

export const METHODS: readonly Method[] = [quantiles, equal, natural];

export interface Classes {
  /** Ends of the classes, ascending: the least number, the borders, the largest. */
  breaks: number[];
  /** Numbers in each class. */
  counts: number[];
}

/** A border with fewer digits (0.30000000000000004 is 0.3) where no number changes its class by it. */
function short(sorted: Float64Array, value: number): number {
  const rounded = Number(value.toPrecision(12));
  return lowerBound(sorted, rounded) === lowerBound(sorted, value) ? rounded : value;
}

/**
 * Cuts numbers into classes; fewer than asked for where there are not as many that differ.
 * @param sorted ascending, one number at least
 */
export async function classify(sorted: Float64Array, name: Method['name'], count: number): Promise<Classes> {
  const method = METHODS.find((method) => method.name === name)!;
  const [min, max] = [sorted[0]!, sorted.at(-1)!];
  const borders = (await method.borders(sorted, count)).map((border) => short(sorted, border));
  const apart = borders.filter((border, i) => border > (i === 0 ? min : borders[i - 1]!) && border <= max);
  const starts = [...apart.map((border) => lowerBound(sorted, border)), sorted.length];
  return {
    breaks: [min, ...apart, max],
    counts: starts.map((start, i) => start - (i === 0 ? 0 : starts[i - 1]!)),
  };
}

/** How many numbers are less. */
function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
