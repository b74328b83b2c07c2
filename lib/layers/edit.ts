import { transaction } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { type CellValue, fitted } from './columns';
import { jsonLine } from './features';
import { noLayer, UUID } from './store';
import type { Column } from './types';

/** Changing what rows hold. The input column of a geocoded list may be changed too: its answer is not. */

/** New values of one row, by the names of its columns. */
export interface RowChange {
  n: number;
  values: Record<string, CellValue>;
}

export interface Edited {
  /** What the same cells held before: the change that takes this one back. */
  before: RowChange[];
  /** The layer's columns; a type has changed where one was widened. */
  columns: Column[];
  revision: number;
}

const misfit = (value: CellValue, { name, type }: Column, n: number) =>
  new Problem(
    'bad-request',
    type === 'integer'
      ? `"${value}" is no whole number, as the column "${name}" holds them (row ${n}). Correct it, or make the column one of text.`
      : `"${value}" is no number, as the column "${name}" holds them (row ${n}). Correct it, or make the column one of text.`,
    { row: n, column: name, type, misfit: true },
  );

/** Columns as wide as the new values need them. */
function widened(columns: Column[], changes: readonly RowChange[]): Column[] {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  for (const { values } of changes) {
    for (const [name, value] of Object.entries(values)) {
      for (const wider of ['number', 'text'] as const) {
        if (fitted(value, types.get(name) ?? 'text') === undefined) types.set(name, wider);
      }
    }
  }
  return columns.map((column) => ({ ...column, type: types.get(column.name)! }));
}

function ownColumn(columns: readonly Column[], name: string): Column {
  const column = columns.find((column) => column.name === name);
  if (!column) throw new Problem('bad-request', `The layer has no column "${name}".`, { column: name });
  if (column.key) {
    throw new Problem(
      'bad-request',
      `The column "${name}" is part of Jari's answer and is not written by hand; correct the row instead.`,
      { column: name },
    );
  }
  return column;
}

/**
 * Writes values into rows, all or none.
 * @param widen a value that does not fit its column's type makes the column one of numbers or text
 * @throws Problem not-found; bad-request naming row and column where a value does not fit
 */
export async function editValues(
  layerId: string,
  changes: RowChange[],
  { widen = false }: { widen?: boolean } = {},
): Promise<Edited> {
  if (!UUID.test(layerId)) throw noLayer(layerId);
  return transaction(async (client) => {
    const { rows: layers } = await client.query('select columns from layer where id = $1 for update', [
      layerId,
    ]);
    if (!layers[0]) throw noLayer(layerId);
    const now = layers[0].columns as Column[];
    for (const { values } of changes) for (const name in values) ownColumn(now, name);
    const columns = widen ? widened(now, changes) : now;
    const byName = new Map(columns.map((column) => [column.name, column]));
    const written = changes.map(({ n, values }) => {
      const properties: Record<string, CellValue> = {};
      for (const [name, value] of Object.entries(values)) {
        const column = byName.get(name)!;
        const kept = fitted(value, column.type);
        if (kept === undefined) throw misfit(value, column, n);
        properties[column.field ?? name] = kept;
      }
      return jsonLine(properties);
    });
    const numbers = changes.map(({ n }) => n);
    const { rows: found } = await client.query(
      'select n, properties from feature where layer_id = $1 and n = any($2) for update',
      [layerId, numbers],
    );
    const held = new Map(
      found.map(({ n, properties }) => [n as number, properties as Record<string, CellValue>]),
    );
    const missing = numbers.find((n) => !held.has(n));
    if (missing !== undefined) throw new Problem('not-found', `Layer ${layerId} has no row ${missing}.`);
    await client.query(
      `update feature f set properties = f.properties || u.p::jsonb
       from rows from (unnest($2::int[]), unnest($3::text[])) as u (n, p)
       where f.layer_id = $1 and f.n = u.n`,
      [layerId, numbers, written],
    );
    const { rows } = await client.query(
      'update layer set revision = revision + 1, columns = $2 where id = $1 returning revision',
      [layerId, JSON.stringify(columns)],
    );
    const before = changes.map(({ n, values }) => {
      const names = Object.keys(values);
      const properties = held.get(n)!;
      const old = names.map((name) => [name, properties[byName.get(name)!.field ?? name] ?? null]);
      return { n, values: Object.fromEntries(old) as RowChange['values'] };
    });
    return { before, columns, revision: rows[0].revision as number };
  });
}
