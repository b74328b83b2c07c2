import { useTask } from './task';

const focusRows = () => document.querySelector<HTMLElement>('.rows')?.focus({ preventScroll: true });

/**
 * Where the focus goes when a menu of the table closes: to the rows. A form that the menu has opened has it
 * already, and would close if it were taken away.
 */
export function focusAfterMenu(event: Event): void {
  event.preventDefault();
  const { task } = useTask.getState();
  if (!task || task.kind === 'statistics') focusRows();
}

/** Where it goes when a form closes: to the rows, unless a click elsewhere has closed it. */
export function focusAfterForm(event: Event): void {
  event.preventDefault();
  if (document.activeElement === document.body) focusRows();
}
