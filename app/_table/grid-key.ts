import type { KeyboardEvent } from 'react';

/** A cell by its place; row -1 is the header. */
export interface Place {
  row: number;
  col: number;
}

interface Hands {
  active: Place;
  rows: number;
  columns: number;
  /** Rows that fit in sight. */
  page: number;
  go: (place: Place) => void;
  /** Enter, F2: write into a cell; on the header: the column's menu. */
  edit: (place: Place) => void;
  /** Space, Shift with arrows. */
  select: (row: number, how: 'one' | 'toggle' | 'stretch') => void;
  selectAll: () => void;
  copy: () => void;
  clear: (place: Place) => void;
  sort: (col: number) => void;
}

/** The keys of the grid (ARIA's grid pattern). @returns whether the key was one of them */
export function gridKey(event: KeyboardEvent, hands: Hands): boolean {
  const { active, rows, columns, page } = hands;
  const { key, shiftKey } = event;
  const control = event.ctrlKey || event.metaKey;
  const within = (row: number, col: number): Place => ({
    row: Math.max(-1, Math.min(rows - 1, row)),
    col: Math.max(0, Math.min(columns - 1, col)),
  });
  const walk = (place: Place) => {
    hands.go(place);
    if (shiftKey && place.row >= 0 && place.row !== active.row) hands.select(place.row, 'stretch');
  };
  switch (key) {
    case 'ArrowDown':
      walk(within(control ? rows - 1 : active.row + 1, active.col));
      return true;
    case 'ArrowUp':
      walk(within(control ? 0 : active.row - 1, active.col));
      return true;
    case 'ArrowRight':
      hands.go(within(active.row, control ? columns - 1 : active.col + 1));
      return true;
    case 'ArrowLeft':
      hands.go(within(active.row, control ? 0 : active.col - 1));
      return true;
    case 'Home':
      walk(within(control ? 0 : active.row, 0));
      return true;
    case 'End':
      walk(within(control ? rows - 1 : active.row, columns - 1));
      return true;
    case 'PageDown':
      walk(within(active.row + page, active.col));
      return true;
    case 'PageUp':
      walk(within(Math.max(0, active.row - page), active.col));
      return true;
    case 'Enter':
    case 'F2':
      hands.edit(active);
      return true;
    case ' ':
      if (active.row < 0) hands.sort(active.col);
      else hands.select(active.row, shiftKey ? 'stretch' : control ? 'toggle' : 'one');
      return true;
    case 'Delete':
    case 'Backspace':
      hands.clear(active);
      return true;
  }
  if (control && key.toLowerCase() === 'a') hands.selectAll();
  else if (control && key.toLowerCase() === 'c') hands.copy();
  else return false;
  return true;
}
