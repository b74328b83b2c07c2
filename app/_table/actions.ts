import type { ColumnType } from '@/lib/layers/types';
import { sentenceOf } from '../_lib/actions';
import { inTurn, record } from '../_lib/history';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { type Edited, type RowChange, tableApi } from './api';
import { useTable, viewOf } from './state';

/** Changes of rows and columns from the table: on the server first, then in the store, and each with its way back. */

const complain = (error: unknown) => useStore.getState().say(sentenceOf(error), { tone: 'bad' });

function acceptLayer(layer: Layer): void {
  const { columns, style, revision } = layer;
  useTable.getState().edited(layer.id, revision);
  useStore.getState().changeLayer(layer.id, { columns, style, revision });
}

async function write(layerId: string, changes: RowChange[], widen: boolean): Promise<Edited> {
  const edited = await tableApi.edit(layerId, changes, widen);
  useTable.getState().edited(layerId, edited.revision);
  useStore.getState().changeLayer(layerId, { columns: edited.columns, revision: edited.revision });
  return edited;
}

/**
 * Writes values into rows.
 * @param widen a column becomes as wide as its new value needs
 * @returns whether it was written; what hinders is told
 */
export const editCells = (
  layer: Layer,
  changes: RowChange[],
  label: string,
  widen = false,
): Promise<boolean> => inTurn(() => edit(layer, changes, label, widen));

async function edit(layer: Layer, changes: RowChange[], label: string, widen: boolean): Promise<boolean> {
  try {
    const types = new Map(layer.columns.map(({ name, type }) => [name, type]));
    const edited = await write(layer.id, changes, widen);
    const widened = edited.columns.filter(({ name, type }) => types.get(name) !== type);
    record({
      label,
      undo: async () => {
        await write(layer.id, edited.before, false);
        for (const { name } of widened) {
          acceptLayer(await tableApi.changeColumn(layer.id, name, { type: types.get(name)! }));
        }
      },
      redo: async () => void (await write(layer.id, changes, widen)),
    });
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

/** Does a change of columns and notes its way back. */
function columnChange(
  label: string,
  redo: () => Promise<Layer>,
  undo: () => Promise<Layer>,
): Promise<boolean> {
  const accept = (work: () => Promise<Layer>) => async () => acceptLayer(await work());
  return inTurn(async () => {
    try {
      await accept(redo)();
      record({ label, undo: accept(undo), redo: accept(redo) });
      return true;
    } catch (error) {
      complain(error);
      return false;
    }
  });
}

/** What the table is filtered and sorted by follows a column to its new name. */
function renameInView(layerId: string, from: string, to: string): void {
  const { conditions, sort } = viewOf(useTable.getState(), layerId);
  useTable.getState().changeView(layerId, {
    conditions: conditions.map((one) => (one.column === from ? { ...one, column: to } : one)),
    sort: sort.column === from ? { ...sort, column: to } : sort,
  });
}

export function renameColumn({ id }: Layer, from: string, to: string, label: string): Promise<boolean> {
  const rename = (from: string, to: string) => async () => {
    const layer = await tableApi.changeColumn(id, from, { name: to });
    renameInView(id, from, to);
    return layer;
  };
  return columnChange(label, rename(from, to), rename(to, from));
}

export const showColumn = ({ id }: Layer, name: string, shown: boolean, label: string) =>
  columnChange(
    label,
    () => tableApi.changeColumn(id, name, { hidden: !shown }),
    () => tableApi.changeColumn(id, name, { hidden: shown }),
  );

export function retypeColumn({ id, columns }: Layer, name: string, type: ColumnType, label: string) {
  const before = columns.find((column) => column.name === name)?.type ?? 'text';
  return columnChange(
    label,
    () => tableApi.changeColumn(id, name, { type }),
    () => tableApi.changeColumn(id, name, { type: before }),
  );
}

/** Moves a column one place among those that are shown. */
export function moveColumn({ id, columns }: Layer, name: string, step: -1 | 1, label: string) {
  const own = columns.filter(({ key }) => !key);
  const from = own.findIndex((column) => column.name === name);
  let to = from + step;
  while (own[to]?.hidden) to += step;
  if (from < 0 || !own[to]) return Promise.resolve(false);
  return columnChange(
    label,
    () => tableApi.changeColumn(id, name, { at: to }),
    () => tableApi.changeColumn(id, name, { at: from }),
  );
}

export function addColumn({ id, columns }: Layer, name: string, type: ColumnType, label: string) {
  const at = columns.filter(({ key }) => !key).length;
  let added = false;
  return columnChange(
    label,
    () => {
      const again = added;
      added = true;
      return tableApi.addColumn(id, again ? { name, restore: true, at } : { name, type });
    },
    () => tableApi.removeColumn(id, name),
  );
}

/** Conditions and order that name the column go with it. */
export function removeColumn({ id, columns }: Layer, name: string, label: string) {
  const at = columns.findIndex((column) => column.name === name);
  return columnChange(
    label,
    () => {
      const { conditions, sort } = viewOf(useTable.getState(), id);
      useTable.getState().changeView(id, {
        conditions: conditions.filter(({ column }) => column !== name),
        sort: sort.column === name ? {} : sort,
      });
      return tableApi.removeColumn(id, name);
    },
    () => tableApi.addColumn(id, { name, restore: true, at }),
  );
}
