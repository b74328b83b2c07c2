/**
 * Sizes of tensors. A size known when the graph is built is a number; one known only when it runs is a symbol
 * with a factor and an offset, written "N", "32*h", "16*h+1". So a picture declared as "32*h" high stays exact
 * through five convolutions of stride 2, and sizes can be compared without knowing them.
 */
export type Dimension = number | string;
export type Shape = readonly Dimension[];

interface Affine {
  factor: number;
  symbol: string;
  offset: number;
}

/** "16*h+1" as 16, h, 1; any other text is a symbol by itself. */
function affine(dimension: string): Affine {
  const match = /^(?:(\d+)\*)?([A-Za-z_]\w*)([+-]\d+)?$/.exec(dimension);
  if (!match) return { factor: 1, symbol: dimension, offset: 0 };
  return { factor: Number(match[1] ?? 1), symbol: match[2]!, offset: Number(match[3] ?? 0) };
}

function written({ factor, symbol, offset }: Affine): string {
  const times = factor === 1 ? symbol : `${factor}*${symbol}`;
  return offset === 0 ? times : `${times}${offset > 0 ? '+' : '-'}${Math.abs(offset)}`;
}

export function plus(dimension: Dimension, offset: number): Dimension {
  if (typeof dimension === 'number') return dimension + offset;
  const a = affine(dimension);
  return written({ ...a, offset: a.offset + offset });
}

export function times(dimension: Dimension, factor: number): Dimension {
  if (typeof dimension === 'number') return dimension * factor;
  const a = affine(dimension);
  return written({ ...a, factor: a.factor * factor, offset: a.offset * factor });
}

/** The quotient rounded down. @throws Error when that depends on the symbol's value. */
export function floorDivided(dimension: Dimension, divisor: number): Dimension {
  if (typeof dimension === 'number') return Math.floor(dimension / divisor);
  const a = affine(dimension);
  if (a.factor % divisor)
    throw new Error(
      `The size ${dimension} is divided by ${divisor}: declare it as a multiple, as ${divisor}*${a.symbol}.`,
    );
  return written({ ...a, factor: a.factor / divisor, offset: Math.floor(a.offset / divisor) });
}

/** a - b. @throws Error when that is not one number for all values of the symbols. */
export function difference(a: Dimension, b: Dimension): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') {
    const [p, q] = [affine(a), affine(b)];
    if (p.symbol === q.symbol && p.factor === q.factor) return p.offset - q.offset;
  }
  throw new Error(`The sizes ${a} and ${b} differ by no fixed number.`);
}

export function product(dimensions: Shape): Dimension {
  const symbols = dimensions.filter((dimension) => typeof dimension === 'string');
  const number = dimensions.reduce<number>((total, d) => (typeof d === 'number' ? total * d : total), 1);
  if (symbols.length === 0) return number;
  if (symbols.length === 1) return times(symbols[0]!, number);
  return [...symbols.map((symbol) => `(${symbol})`), ...(number === 1 ? [] : [number])].join('*');
}

export const isFixed = (shape: Shape): shape is readonly number[] =>
  shape.every((dimension) => typeof dimension === 'number');

/** NumPy's broadcasting of two shapes. */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [p, q] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
    if (p === q || q === 1) return p;
    if (p === 1) return q;
    throw new Error(`The shapes [${a}] and [${b}] do not fit each other.`);
  });
}

/**
 * A shape with symbols as a plan for the runtime: each entry is a number, `{ axis }` of the tensor at hand that
 * has this very size, or -1 for the one that follows from the number of elements.
 */
export function shapePlan(from: Shape, to: Shape): (number | { axis: number })[] {
  const used = new Set<number>();
  const plan = to.map((dimension) => {
    if (typeof dimension === 'number') return dimension;
    const axis = from.findIndex((other, i) => other === dimension && !used.has(i));
    used.add(axis);
    return axis < 0 ? -1 : { axis };
  });
  if (plan.filter((entry) => entry === -1).length > 1)
    throw new Error(`[${from}] cannot become [${to}]: more than one size would have to be guessed.`);
  return plan;
}
