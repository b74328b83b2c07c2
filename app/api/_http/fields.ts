import { tileOfName } from '@/lib/imagery/georeference/tile-name';
import type { Place } from '@/lib/imagery/place';
import { Problem } from '@/lib/problems';
import { readCorners } from '@/lib/vision/classify-image/options';

/** The text fields of a form, by name. */
export type Fields = ReadonlyMap<string, string[]>;

/** The first value of a field; undefined where it is missing or blank. */
export const one = (fields: Fields, name: string) => fields.get(name)?.[0]?.trim() || undefined;

/** Where an image lies, as a form states it with corners, or tile and scheme. @throws Problem bad-request */
export function placeOf(fields: Fields): Place | undefined {
  const corners = one(fields, 'corners');
  if (corners) return { kind: 'corners', corners: readCorners(corners) };
  const text = one(fields, 'tile');
  if (!text) return undefined;
  const tile = tileOfName(text);
  if (!tile)
    throw new Problem('bad-request', `"tile" is z/x/y, as 15/27941/12689; not "${text}".`, {
      parameter: 'tile',
    });
  return { kind: 'tile-name', tile, ...(one(fields, 'scheme') === 'tms' ? { scheme: 'tms' } : {}) };
}
