import { type Static, Type } from '@sinclair/typebox';
import { Problem } from '@/lib/problems';
import { jsonParameter } from './json-parameter';
import type { Column, Layer } from './types';

/**
 * Which rows of a layer are meant: one document for the table, the exports and the property filters of OGC API
 * Features. All its members must hold; of the conditions all or any, as `match` says.
 */

export const TESTS = [
  'contains',
  'not_contains',
  'starts',
  'ends',
  'equals',
  'not_equals',
  'less',
  'at_most',
  'more',
  'at_least',
  'between',
  'one_of',
  'empty',
  'not_empty',
] as const;
export type Test = (typeof TESTS)[number];

const Value = Type.Union([Type.String({ maxLength: 1000 }), Type.Number()]);
const Words = Type.Array(Type.String({ maxLength: 100 }), { minItems: 1, maxItems: 50 });
const RowNumber = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });

export const ConditionSchema = Type.Object(
  {
    column: Type.String({ minLength: 1, description: 'Name of a column of the layer' }),
    is: Type.Unsafe<Test>({ type: 'string', enum: [...TESTS] }),
    value: Type.Optional(Value),
    values: Type.Optional(
      Type.Array(Type.Union([Value, Type.Null()]), { maxItems: 1000, description: 'Of one_of; null: empty' }),
    ),
    from: Type.Optional(Value),
    to: Type.Optional(Value),
  },
  { additionalProperties: false },
);

export const FilterSchema = Type.Object(
  {
    match: Type.Optional(
      Type.Unsafe<'all' | 'any'>({
        type: 'string',
        enum: ['all', 'any'],
        description: 'How many of the conditions must hold (all)',
      }),
    ),
    conditions: Type.Optional(Type.Array(ConditionSchema, { maxItems: 50 })),
    status: Type.Optional(Words),
    level: Type.Optional(Words),
    text: Type.Optional(
      Type.String({ maxLength: 200, description: 'Text that some value of the row contains, in any case' }),
    ),
    n: Type.Optional(
      Type.Array(Type.Union([RowNumber, Type.Array(RowNumber, { minItems: 2, maxItems: 2 })]), {
        maxItems: 100_000,
        description: 'Row numbers, and ranges of them [first, last]',
      }),
    ),
  },
  { additionalProperties: false, title: 'Filter' },
);

export type Condition = Static<typeof ConditionSchema>;
export type Filter = Static<typeof FilterSchema>;

/** The filter of a URL's `filter` parameter. @throws Problem bad-request */
export const readFilter = jsonParameter('filter', FilterSchema);

const wrong = (detail: string, members: Record<string, unknown> = {}) =>
  new Problem('bad-request', detail, { parameter: 'filter', ...members });

/** Whether a filter lets every row through. */
export function isEverything(filter: Filter): boolean {
  return !(
    filter.conditions?.length ||
    filter.status ||
    filter.level ||
    filter.text?.trim() ||
    filter.n !== undefined
  );
}

/** PostgreSQL keeps no NUL, so no value has one. */
const clean = (text: string) => text.replaceAll('\u0000', '\ufffd');
const escaped = (text: string) => clean(text).replace(/[\\%_]/g, '\\$&');
/** A text without letters of two cases (Hangul, figures) is looked for without folding, which is far faster. */
const likeFor = (text: string) => (text.toLowerCase() === text.toUpperCase() ? 'like' : 'ilike');

const NUMBER = '^\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,2})?\\s*$';

/** Collects the values of a statement and gives each its place in it. */
class Parameters {
  readonly values: unknown[] = [];

  constructor(private readonly first: number) {}

  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.first + this.values.length - 1}::${type}`;
  }
}

function findColumn(columns: readonly Column[], name: string, path: string): Column {
  const column = columns.find((column) => column.name === name);
  if (!column) throw wrong(`The layer has no column "${name}" to filter by.`, { path, column: name });
  return column;
}

/** SQL of what a row holds in a column, as text: null or '' where empty. */
export function columnText(column: Column, add: (value: unknown, type: string) => string): string {
  return column.key
    ? `(answer->>${add(column.key, 'text')})`
    : `(properties->>${add(column.field ?? column.name, 'text')})`;
}

function conditionSql(condition: Condition, columns: readonly Column[], at: number, all: Parameters): string {
  const path = `/conditions/${at}`;
  const column = findColumn(columns, condition.column, `${path}/column`);
  const add = (value: unknown, type: string) => all.add(value, type);
  const text = columnText(column, add);
  const numeric = `(case when length(${text}) < 200 and ${text} ~ '${NUMBER}' then ${text}::float8 end)`;
  const need = (member: 'value' | 'from' | 'to'): string | number => {
    const value = condition[member];
    if (value === undefined) {
      throw wrong(`The condition "${condition.is}" on "${column.name}" lacks its ${member}.`, {
        path: `${path}/${member}`,
      });
    }
    return value;
  };
  /** Both sides of a comparison: as numbers where the column or the value is one, else as text by code points. */
  const sides = (value: string | number, ordered: boolean): [left: string, right: string] => {
    if (column.type === 'text' && (typeof value === 'string' || !ordered)) {
      const right = add(clean(String(value)), 'text');
      return ordered ? [`nullif(${text}, '') collate "C"`, right] : [text, right];
    }
    const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
    if (!Number.isFinite(number)) {
      throw wrong(`The column "${column.name}" holds numbers; "${value}" is none.`, { path });
    }
    return [numeric, add(number, 'float8')];
  };
  const compare = (operator: string, value: string | number) => {
    const [left, right] = sides(value, !/^(=|is )/.test(operator));
    return `${left} ${operator} ${right}`;
  };
  const like = (before: string, after: string) => {
    const value = String(need('value'));
    return `${text} ${likeFor(value)} ${add(`${before}${escaped(value)}${after}`, 'text')}`;
  };
  const empty = `coalesce(${text}, '') = ''`;
  switch (condition.is) {
    case 'contains':
      return like('%', '%');
    case 'not_contains':
      return `not coalesce(${like('%', '%')}, false)`;
    case 'starts':
      return like('', '%');
    case 'ends':
      return like('%', '');
    case 'equals':
      return compare('=', need('value'));
    case 'not_equals':
      return compare('is distinct from', need('value'));
    case 'less':
      return compare('<', need('value'));
    case 'at_most':
      return compare('<=', need('value'));
    case 'more':
      return compare('>', need('value'));
    case 'at_least':
      return compare('>=', need('value'));
    case 'between': {
      if (condition.from === undefined && condition.to === undefined) need('from');
      const bounds = [
        ...(condition.from === undefined ? [] : [compare('>=', condition.from)]),
        ...(condition.to === undefined ? [] : [compare('<=', condition.to)]),
      ];
      return bounds.join(' and ');
    }
    case 'one_of': {
      const values = condition.values ?? [];
      const given = values.filter((value) => value !== null);
      const chosen = column.type === 'text' ? given.map((value) => clean(String(value))) : given.map(Number);
      const wanted = given.find((_, i) => Number.isNaN(chosen[i]));
      if (wanted !== undefined) {
        throw wrong(`The column "${column.name}" holds numbers; "${wanted}" is none.`, { path });
      }
      const among =
        column.type === 'text'
          ? `${text} = any(${add(chosen, 'text[]')})`
          : `${numeric} = any(${add(chosen, 'float8[]')})`;
      return values.includes(null) ? `(${among} or ${empty})` : among;
    }
    case 'empty':
      return empty;
    case 'not_empty':
      return `not (${empty})`;
  }
}

/**
 * Some value of the row contains the text. The whole row as JSON is looked through first, which is many times
 * faster than value by value; names of columns and escapes make that find too much, never too little.
 */
function textSql(text: string, add: (value: unknown, type: string) => string): string {
  const like = likeFor(text);
  const pattern = add(`%${escaped(text)}%`, 'text');
  const inJson = JSON.stringify(clean(text)).slice(1, -1);
  const json = inJson === text ? pattern : add(`%${escaped(inJson)}%`, 'text');
  const within = (values: string) => {
    const quick = [...new Set([pattern, json])].map((one) => `${values}::text ${like} ${one}`).join(' or ');
    return `((${quick}) and exists (select 1 from jsonb_each_text(${values}) each where each.value ${like} ${pattern}))`;
  };
  return `(${within('properties')} or (answer is not null and ${within('answer')}))`;
}

function rowsSql(rows: NonNullable<Filter['n']>, add: (value: unknown, type: string) => string): string {
  const single = rows.filter((row) => typeof row === 'number');
  const ranges = rows.filter((row) => typeof row !== 'number');
  const parts = [`n = any(${add(single, 'int[]')})`];
  if (ranges.length > 0) {
    const spans = ranges.map(([a = 0, b = 0]) => [Math.min(a, b), Math.max(a, b)] as const);
    const text = `{${spans.map(([first, last]) => `[${first},${last}]`).join(',')}}`;
    parts.push(`n <@ ${add(text, 'int4multirange')}`);
  }
  return `(${parts.join(' or ')})`;
}

/**
 * A filter as a condition of SQL on the table `feature` (columns n, properties, answer, status, level).
 * Everything that comes from outside is a parameter.
 * @param firstParameter number of the first `$` that is free in the statement
 * @returns `true` for a filter that lets everything through
 * @throws Problem bad-request for columns that are not there and values that do not fit
 */
export function filterSql(
  { columns }: Pick<Layer, 'columns'>,
  filter: Filter,
  firstParameter: number,
): { sql: string; values: unknown[] } {
  const all = new Parameters(firstParameter);
  const add = (value: unknown, type: string) => all.add(value, type);
  const parts: string[] = [];
  if (filter.n) parts.push(rowsSql(filter.n, add));
  if (filter.status) parts.push(`status = any(${add(filter.status.map(clean), 'text[]')})`);
  if (filter.level) parts.push(`level = any(${add(filter.level.map(clean), 'text[]')})`);
  const conditions = (filter.conditions ?? []).map(
    (condition, i) => `coalesce(${conditionSql(condition, columns, i, all)}, false)`,
  );
  if (conditions.length > 0) parts.push(`(${conditions.join(filter.match === 'any' ? ' or ' : ' and ')})`);
  const text = filter.text?.trim();
  if (text) parts.push(textSql(text, add));
  return { sql: parts.length > 0 ? parts.join(' and ') : 'true', values: all.values };
}
