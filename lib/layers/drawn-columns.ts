import { styleColumns } from './style/columns';
import type { Column, Layer } from './types';

/** The columns whose values the style needs on the map. */
export function drawnColumns({ columns, style }: Pick<Layer, 'columns' | 'style'>): Column[] {
  const wanted = styleColumns(style);
  return columns.filter(({ name }) => wanted.has(name));
}
