import type { Column, ColumnType, Feature } from './types';

/**
 * The columns of a layer: the user's, then ours. Where a user's column has the name of one of ours, the
 * user's keeps it and ours gets `_2` (or the next free number).
 * @param user names in order; ones that repeat must have been told apart before
 * @param keys of the answer columns in order
 */
export function layerColumns(user: string[], keys: string[]): Column[] {
  const taken = new Set(user);
  const ours = keys.map((key): Column => {
    let name = key;
    for (let i = 2; taken.has(name); i++) name = `${key}_${i}`;
    taken.add(name);
    return { name, type: 'text', key };
  });
  return [...user.map((name): Column => ({ name, type: 'text' })), ...ours];
}

const WHOLE = /^-?\d{1,15}$/;
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

/** What has been seen of one column so far; plain data, so that a job can keep it in its checkpoint. */
type Seen = ColumnType | 'empty';

/** Narrowest type that holds a value and gives the same text back: "007" and "1.50" stay text. */
function typeOf(value: unknown): Seen {
  if (value === null || value === undefined || value === '') return 'empty';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value !== 'string') return 'text';
  const looks = WHOLE.test(value) ? 'integer' : NUMBER.test(value) ? 'number' : 'text';
  return looks !== 'text' && String(Number(value)) === value ? looks : 'text';
}

export interface SeenTypes {
  user: Record<string, Seen>;
  ours: Record<string, Seen>;
}

function widen(seen: Record<string, Seen>, values: Record<string, unknown>): void {
  for (const name in values) {
    const before = seen[name] ?? 'empty';
    if (before === 'text') continue;
    const now = typeOf(values[name]);
    if (now === 'empty') continue;
    if (before === 'empty' || now === 'text' || (before === 'integer' && now === 'number')) seen[name] = now;
  }
}

/** Watches features go by and says each column's type at the end. */
export class ColumnTypes {
  readonly seen: SeenTypes;

  constructor(saved?: SeenTypes) {
    this.seen = { user: { ...saved?.user }, ours: { ...saved?.ours } };
  }

  observe(properties: Record<string, unknown>, answer: Record<string, unknown> | null): void {
    widen(this.seen.user, properties);
    if (answer) widen(this.seen.ours, answer);
  }

  /** `columns` with the types seen; a column that was always empty is text. */
  apply(columns: Column[]): Column[] {
    return columns.map((column) => {
      const seen = column.key ? this.seen.ours[column.key] : this.seen.user[column.name];
      return { ...column, type: !seen || seen === 'empty' ? 'text' : seen };
    });
  }
}

/** A user's value as its column's type says; what does not fit stays as it is, empty becomes null. */
function typedValue(value: unknown, type: ColumnType): unknown {
  if (type === 'text' || typeof value !== 'string') return value ?? null;
  return value === '' ? null : Number(value);
}

/** A cell's text as a number; null where it is empty or none. */
export function numberIn(text: string | null): number | null {
  const number = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : null;
}

/** What a feature holds in a column, typed as the column is; null where nothing. */
export function columnValue(
  { properties, answer }: Pick<Feature, 'properties' | 'answer'>,
  { name, key, field, type }: Column,
): unknown {
  return key ? (answer?.[key] ?? null) : typedValue(properties[field ?? name], type);
}

/** What a person may write into a cell. */
export type CellValue = string | number | null;

const TYPED_WHOLE = /^\s*[-+]?\d{1,15}\s*$/;
const TYPED_NUMBER = /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?\s*$/i;

/** A value as a column of a type keeps it; undefined: it does not fit. */
export function fitted(value: CellValue, type: ColumnType): CellValue | undefined {
  if (value === null) return null;
  if (type === 'text') return String(value);
  if (value === '') return null;
  const text = String(value);
  if (!(type === 'integer' ? TYPED_WHOLE : TYPED_NUMBER).test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
