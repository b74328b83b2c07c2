import { guessRoles } from '@/lib/tables/roles';
import type { ColumnRoles, TablePreview } from '@/lib/tables/types';
import { geocodeBatch } from './geocode';

/** What a trial is worth by how the row ended: finding the number says "address", a city's name hardly. */
const WORTH: Record<string, number> = {
  address: 1,
  parcel: 1,
  near: 0.9,
  road: 0.7,
  legal_dong: 0.5,
  district: 0.3,
  province: 0.2,
  place: 0.2,
};

/** Which columns of a table hold addresses, coordinates and names, found by geocoding its first rows. */
export function findColumns(preview: TablePreview): Promise<ColumnRoles> {
  return guessRoles(preview, async (texts) => {
    const answers = await geocodeBatch(texts);
    return answers.map(({ match, candidates }) => WORTH[match?.level ?? candidates?.[0]?.level ?? ''] ?? 0);
  });
}
