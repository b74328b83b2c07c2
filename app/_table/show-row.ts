import { useStore } from '../_lib/store';
import type { Row } from '../_lib/types';

/** Shows a row on the map, with its bubble, or in the inspector where it has no place. */
export function showRow(layer: string, row: Row, phone: boolean): void {
  const { set, flyTo, showPanel } = useStore.getState();
  const { n, lon, lat } = row;
  const placed = lon !== null && lat !== null;
  // On a phone the sheet would turn to the row's details and the table be gone.
  if (!phone) set({ feature: { layer, n, ...(placed ? { at: [lon, lat] as [number, number] } : {}) } });
  if (placed) flyTo(row.extent ?? { lon, lat });
  else if (!phone) showPanel('inspector', true);
}
