import type { ImportRequest } from '@/lib/imports/start';
import { Problem } from '@/lib/problems';
import { DELIMITERS, type TableFormat } from '@/lib/tables/types';

type Fields = ReadonlyMap<string, string[]>;

const one = (fields: Fields, name: string) => fields.get(name)?.[0]?.trim() || undefined;

/** The format that a form's fields `encoding` and `delimiter` state. @throws Problem bad-request */
export function formatFromForm(fields: Fields): Partial<TableFormat> {
  const encoding = one(fields, 'encoding');
  const written = fields.get('delimiter')?.[0] || undefined;
  const delimiter = DELIMITERS.find((known) => known === (written === '\\t' ? '\t' : written));
  if (written && !delimiter) {
    throw new Problem('bad-request', `The delimiter must be one of , ; | and tab, not "${written}".`, {
      parameter: 'delimiter',
    });
  }
  return { ...(encoding ? { encoding } : {}), ...(delimiter ? { delimiter } : {}) };
}

/** An import as a form states it. @throws Problem bad-request */
export function importFromForm(upload: string, fields: Fields): ImportRequest {
  const [x, y, crs] = ['x', 'y', 'crs'].map((name) => one(fields, name));
  if ((x || y) && !(x && y)) {
    throw new Problem('bad-request', 'Coordinates need both columns, x and y.', { parameter: x ? 'y' : 'x' });
  }
  const address = fields.get('address')?.filter((name) => name.trim());
  return {
    upload,
    name: one(fields, 'name'),
    format: formatFromForm(fields),
    ...(address?.length ? { address } : {}),
    ...(x && y ? { coordinates: { x, y, ...(crs ? { crs } : {}) } } : {}),
    ...(crs ? { crs } : {}),
    ...(one(fields, 'geometry') ? { geometry: one(fields, 'geometry') } : {}),
    ...(one(fields, 'layer') ? { layer: one(fields, 'layer') } : {}),
    ...(one(fields, 'repair') === 'true' ? { repair: true } : {}),
    ...(one(fields, 'label') ? { label: one(fields, 'label') } : {}),
    ...(one(fields, 'project') ? { project: one(fields, 'project') } : {}),
  };
}
