import { byLevel, type SavedStyle } from '../default';
import { templateOf } from '../template';
import type { Upgrade } from './all';

interface StyleOne {
  symbol?: { color?: string; size?: number; opacity?: number };
  label?: { column?: string | null; size?: number; color?: string };
}

/**
 * Version 1 named one column to label with, kept a colour of labels that was never drawn, and coloured geocoded
 * layers by level without saying so.
 */
export const oneToTwo: Upgrade = (saved, { kind, columns }) => {
  const { symbol = {}, label = {} } = saved as StyleOne;
  const next: SavedStyle = {
    version: 2,
    by: kind === 'geocoded' ? byLevel(columns) : { type: 'single' },
    symbol,
    label: {
      template: label.column ? templateOf(label.column) : null,
      ...(label.size === undefined ? {} : { size: label.size }),
    },
  };
  return { ...next };
};
