import * as scales from 'd3-scale-chromatic';

/**
 * Rows of colours for ordered classes: ColorBrewer's (Cynthia Brewer, Mark Harrower; Penn State) and two that are
 * even in lightness (viridis; cividis by Nuñez, Anderton and Renslow). Those that people with a colour vision
 * deficiency tell apart come first, after ColorBrewer's own list.
 */
interface Ramp {
  name: string;
  kind: 'sequential' | 'diverging';
  /** Told apart with any colour vision. */
  safe: boolean;
}

const SEQUENTIAL = [
  'YlOrRd',
  'YlGnBu',
  'Blues',
  'Oranges',
  'Purples',
  'Greens',
  'Reds',
  'Greys',
  'BuGn',
  'BuPu',
  'GnBu',
  'OrRd',
  'PuBu',
  'PuBuGn',
  'PuRd',
  'RdPu',
  'YlGn',
  'YlOrBr',
];
const SAFE_DIVERGING = ['PuOr', 'RdBu', 'BrBG', 'PRGn', 'PiYG', 'RdYlBu'];

export const RAMPS: readonly Ramp[] = [
  ...['Viridis', 'Cividis', ...SEQUENTIAL].map((name) => ({ name, kind: 'sequential', safe: true }) as const),
  ...SAFE_DIVERGING.map((name) => ({ name, kind: 'diverging', safe: true }) as const),
  ...['RdYlGn', 'Spectral', 'RdGy'].map((name) => ({ name, kind: 'diverging', safe: false }) as const),
];

type Scales = Record<string, readonly (readonly string[])[] | ((at: number) => string)>;

/** `#rrggbb` of a colour that d3 writes as hex or rgb(). */
function hex(color: string): string {
  if (color.startsWith('#')) return color.toLowerCase();
  const parts = color.match(/\d+/g)!.slice(0, 3);
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}

/**
 * `count` colours (1 to 9) of a ramp, from low to high.
 * @param name of RAMPS; an unknown one counts as the first
 */
export function rampColors(name: string, count: number, reversed: boolean): string[] {
  const known = RAMPS.some((ramp) => ramp.name === name) ? name : RAMPS[0]!.name;
  const table = (scales as unknown as Scales)[`scheme${known}`] as readonly (readonly string[])[] | undefined;
  const smooth = (scales as unknown as Scales)[`interpolate${known}`] as (at: number) => string;
  const colors =
    table && count >= 3
      ? [...table[count]!]
      : Array.from({ length: count }, (_, i) => smooth(count === 1 ? 0.6 : 0.05 + (0.9 * i) / (count - 1)));
  return (reversed ? colors.reverse() : colors).map(hex);
}
