import { create } from 'zustand';
import { styleColumns } from '@/lib/layers/style/columns';
import { renameInStyle } from '@/lib/layers/style/rename';
import type { Style } from '@/lib/layers/style/schema';
import { restyle } from '../_lib/actions';
import type { Layer } from '../_lib/types';

/** One layer's style for another. */
const useCopied = create<{ style: Style | null }>(() => ({ style: null }));

export const useCopiedStyle = (): Style | null => useCopied(({ style }) => style);

export const copyStyle = ({ style }: Layer): void => useCopied.setState({ style });

/** Draws a layer as the copied style says, without what it says of columns that the layer does not have. */
export function pasteStyle(layer: Layer): void {
  let { style } = useCopied.getState();
  if (!style) return;
  for (const name of styleColumns(style)) {
    if (!layer.columns.some((column) => column.name === name)) style = renameInStyle(style, name, null);
  }
  const { version: _, ...change } = style;
  restyle(layer, change);
}
