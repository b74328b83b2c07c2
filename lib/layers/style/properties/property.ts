import type { Style } from '../schema';

export interface Words {
  ko: string;
  en: string;
}

/** What a layer holds and how its points are drawn: where a property applies. */
export interface Applies {
  point: boolean;
  line: boolean;
  polygon: boolean;
  /** An image lies under it. */
  image: boolean;
  style: Style;
}

/** A column of numbers with the ends of the range that is told apart. */
export interface Scale {
  column: string;
  from: number;
  to: number;
}

/** What a person enters a value with; also what the saved value may be. */
export type Input =
  /** `auto`: null, said in these words, lets Jari choose. */
  | { type: 'colour'; auto?: Words }
  | { type: 'number'; minimum: number; maximum: number; step: number; unit: 'px' | '%' | ''; auto?: Words }
  | { type: 'choice'; choices: readonly { value: string; words: Words }[] }
  | { type: 'toggle' }
  /** Name of a column, or null. */
  | { type: 'column' }
  /** A Scale, or null. */
  | { type: 'scale' }
  /** Text with {column} in it, or null. */
  | { type: 'template' }
  | { type: 'icon' }
  | { type: 'ramp' };

/** The layers of the map that one layer of Jari becomes, lowest first. */
export const PARTS = [
  'heat',
  'fill',
  'outline',
  'line',
  'circle',
  'icon',
  'cluster',
  'count',
  'areaLabel',
  'lineLabel',
  'label',
] as const;
export type Part = (typeof PARTS)[number];

/** A MapLibre expression or a plain value. */
// biome-ignore lint/suspicious/noExplicitAny: MapLibre types its expressions only where they are written out
export type Expression = any;

export interface Drawing {
  style: Style;
  /** Colour of a feature by the layer's attribute, or the layer's one colour. */
  colour: Expression;
  /** Diameter of a point in pixels. */
  size: Expression;
  /** Whether the feature is the chosen one. */
  picked: Expression;
  dark: boolean;
  /** Lines and areas have points of their own to be labelled at. */
  labelPoints: boolean;
}

/** What a property sets on a layer of the map. */
export interface Setting {
  paint?: Record<string, Expression>;
  layout?: Record<string, Expression>;
}

/** One property of a style: a file of its own beside this one, and a line in all.ts. */
export interface Property<V> {
  words: Words;
  input: Input;
  default: V;
  /** Default by what the layer holds, where one value does not suit all. */
  defaultFor?(holds: { point: boolean; line: boolean; polygon: boolean }): V;
  applies(to: Applies): boolean;
  draw?: Partial<Record<Part, (value: V, drawing: Drawing) => Setting>>;
}

/** Points as circles or icons, one each. */
export const symbols = ({ point, style }: Applies) => point && style.points !== 'heat';

/** Paper of the theme: rings and halos that set a symbol off from what lies under it. */
export const paper = (dark: boolean) => (dark ? '#10181e' : '#ffffff');
export const ink = (dark: boolean) => (dark ? '#eef2f5' : '#1c2530');

/** How opaque a symbol is in all. */
export const opacityOf = ({ layer, symbol }: Style) => layer.opacity * symbol.opacity;

/** The feature's value of a column where it is a number or text that reads as one, else `fallback`. */
export function numberOf(column: string, fallback: number): Expression {
  const value = ['get', column];
  // An empty value would count as 0.
  const empty = ['==', ['to-string', value], ''];
  return ['case', empty, fallback, ['to-number', value, fallback]];
}

/** Stands for "no number": less than any that a column holds. */
const NONE = -1.7e308;

/** `then` with the number of a column as `["var", "number"]`; `otherwise` where there is none. */
export const withNumber = (column: string, then: Expression, otherwise: Expression): Expression => [
  'let',
  'number',
  numberOf(column, NONE),
  ['case', ['>', ['var', 'number'], NONE], then, otherwise],
];

/** Where the feature's value lies between the ends of a scale, 0 to 1; without a number 0. */
export function fractionOf({ column, from, to }: Scale): Expression {
  const span = to - from;
  if (!(span > 0)) return 0;
  return ['max', 0, ['min', 1, ['/', ['-', numberOf(column, from), from], span]]];
}
