import { transaction } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { numberIn } from './columns';
import { scan } from './scan';
import { getLayer, noCounts, noLayer, UUID } from './store';
import type { Described } from './style/default';
import { readStyle } from './style/read';
import { renameInStyle } from './style/rename';
import type { Column, ColumnType, Layer } from './types';

/**
 * Changing a layer's columns. No row is written: a column renamed keeps the `field` its values have in the rows,
 * one taken away leaves its values where they are.
 */

interface Held extends Described {
  columns: Column[];
  removed: Column[];
  style: unknown;
  source: Record<string, unknown>;
}

/** The columns that addresses were read from are known by their places: they move along. */
function movedSource({ columns, source }: Held, next: Column[]): Held['source'] {
  if (!Array.isArray(source.address)) return source;
  const own = (all: Column[]) => all.filter(({ key }) => !key).map(fieldOf);
  const [before, after] = [own(columns), own(next)];
  const address = (source.address as number[]).map((at) => after.indexOf(before[at] ?? ''));
  return { ...source, address };
}

/** Columns of one layer: as many as a person can still look through. */
const MOST = 1000;

/** Changes the columns of a layer in one transaction; whatever was made of its features is stale after it. */
async function changing(layerId: string, change: (held: Held) => Partial<Held>): Promise<Layer> {
  if (!UUID.test(layerId)) throw noLayer(layerId);
  await transaction(async (client) => {
    const { rows } = await client.query(
      `select kind, counts, columns, removed_columns as removed, style, source from layer where id = $1 for update`,
      [layerId],
    );
    if (!rows[0]) throw noLayer(layerId);
    const held = { ...rows[0], counts: { ...noCounts(), ...rows[0].counts } } as Held;
    const next = { ...held, ...change(held) };
    const source = movedSource(held, next.columns);
    await client.query(
      `update layer set columns = $2, removed_columns = $3, style = $4, source = $5, revision = revision + 1
       where id = $1`,
      [layerId, ...[next.columns, next.removed, next.style, source].map((value) => JSON.stringify(value))],
    );
  });
  return getLayer(layerId);
}

function findColumn(columns: readonly Column[], name: string): Column {
  const column = columns.find((column) => column.name === name);
  if (!column) throw new Problem('bad-request', `The layer has no column "${name}".`, { column: name });
  return column;
}

function freeName(columns: readonly Column[], given: string): string {
  const name = given.trim();
  if (name === '' || /\p{Cc}/u.test(name)) {
    throw new Problem('bad-request', 'A column needs a name of at least one letter, on one line.', {
      path: '/name',
    });
  }
  if (columns.some((column) => column.name === name)) {
    throw new Problem('conflict', `The layer has a column "${name}" already; choose another name.`, {
      path: '/name',
    });
  }
  return name;
}

const fieldOf = ({ name, field }: Column) => field ?? name;

/** Adds an empty column after the user's others. @throws Problem not-found, bad-request, conflict */
export function addColumn(
  layerId: string,
  { name: given, type }: { name: string; type: ColumnType },
): Promise<Layer> {
  return changing(layerId, ({ columns, removed }) => {
    if (columns.length >= MOST) {
      throw new Problem('bad-request', `The layer has ${columns.length} columns, the most there can be.`);
    }
    const name = freeName(columns, given);
    // What an earlier column of that name left in the rows must not come back as this one's.
    const taken = new Set([...columns.filter(({ key }) => !key), ...removed].map(fieldOf));
    let field = name;
    for (let i = 2; taken.has(field); i++) field = `${name}_${i}`;
    const column: Column = { name, type, added: true, ...(field === name ? {} : { field }) };
    const ours = columns.findIndex(({ key }) => key !== undefined);
    return { columns: columns.toSpliced(ours < 0 ? columns.length : ours, 0, column) };
  });
}

/** Takes a column away that a person added; its values wait in the rows. @throws Problem not-found, bad-request */
export function removeColumn(layerId: string, name: string): Promise<Layer> {
  return changing(layerId, (held) => {
    const { columns, removed, style } = held;
    const column = findColumn(columns, name);
    if (!column.added) {
      throw new Problem(
        'bad-request',
        `The column "${name}" came with the data and is not removed; hide it instead.`,
        { column: name },
      );
    }
    return {
      columns: columns.filter((other) => other !== column),
      removed: [...removed, column],
      style: renameInStyle(readStyle(style, held), name, null),
    };
  });
}

/**
 * Brings back the column that was taken away last under a name, at its place from 0.
 * @throws Problem not-found, conflict
 */
export function restoreColumn(layerId: string, name: string, at?: number): Promise<Layer> {
  return changing(layerId, ({ columns, removed }) => {
    const column = removed.findLast((column) => column.name === name);
    if (!column) throw new Problem('not-found', `No column "${name}" was removed from the layer.`);
    freeName(columns, name);
    return {
      columns: columns.toSpliced(at ?? columns.length, 0, column),
      removed: removed.filter((other) => other !== column),
    };
  });
}

export interface ColumnChange {
  name?: string;
  hidden?: boolean;
  /** Every value must fit. */
  type?: ColumnType;
  /** Place among the user's columns, from 0. */
  at?: number;
}

/** Renames, hides, moves or retypes a column. @throws Problem not-found, bad-request, conflict */
export async function changeColumn(layerId: string, name: string, change: ColumnChange): Promise<Layer> {
  if (change.type && change.type !== 'text') await needFit(layerId, name, change.type);
  return changing(layerId, (held) => {
    const { columns, style } = held;
    const column = findColumn(columns, name);
    if (column.key && (change.name !== undefined || change.type || change.at !== undefined)) {
      throw new Problem(
        'bad-request',
        `The column "${name}" is part of Jari's answer; it can only be hidden.`,
        {
          column: name,
        },
      );
    }
    const next: Column = { ...column, ...(change.type ? { type: change.type } : {}) };
    if (change.hidden !== undefined) next.hidden = change.hidden;
    const renamed = change.name !== undefined && change.name.trim() !== name;
    if (renamed) {
      next.name = freeName(columns, change.name!);
      next.field = fieldOf(column);
      if (next.field === next.name) delete next.field;
    }
    const others = columns.filter((other) => other !== column);
    const place = change.at === undefined ? columns.indexOf(column) : Math.min(change.at, ownCount(others));
    return {
      columns: others.toSpliced(place, 0, next),
      ...(renamed ? { style: renameInStyle(readStyle(style, held), name, next.name) } : {}),
    };
  });
}

const ownCount = (columns: readonly Column[]) => columns.filter(({ key }) => !key).length;

async function needFit(layerId: string, name: string, type: 'integer' | 'number'): Promise<void> {
  const layer = await getLayer(layerId);
  const column = findColumn(layer.columns, name);
  for await (const { numbers, texts } of scan(layer, {}, column)) {
    const at = texts.findIndex((text) => {
      if (text === null || text === '') return false;
      const number = numberIn(text);
      return number === null || (type === 'integer' && !Number.isInteger(number));
    });
    if (at < 0) continue;
    throw new Problem(
      'bad-request',
      `Row ${numbers[at]} holds "${texts[at]}" in the column "${name}", which is not such a number. Correct it first.`,
      { row: numbers[at], column: name },
    );
  }
}
