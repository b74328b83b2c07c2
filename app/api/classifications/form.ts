import { tileOfName } from '@/lib/imagery/georeference/tile-name';
import type { Place } from '@/lib/imagery/place';
import { Problem } from '@/lib/problems';
import { readCorners } from '@/lib/vision/classify-image/options';
import type { ClassificationRequest } from '@/lib/vision/classify-image/start';

type Fields = ReadonlyMap<string, string[]>;

const one = (fields: Fields, name: string) => fields.get(name)?.[0]?.trim() || undefined;

function wholeNumber(fields: Fields, name: string): number | undefined {
  const text = one(fields, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Problem('bad-request', `"${name}" must be a whole number from 1, not "${text}".`, {
      parameter: name,
    });
  return value;
}

function placeOf(fields: Fields): Place | undefined {
  const corners = one(fields, 'corners');
  if (corners) return { kind: 'corners', corners: readCorners(corners) };
  const text = one(fields, 'tile');
  if (!text) return undefined;
  const tile = tileOfName(text);
  if (!tile)
    throw new Problem('bad-request', `"tile" is z/x/y, as 15/27941/12689; not "${text}".`, {
      parameter: 'tile',
    });
  return { kind: 'tile-name', tile };
}

/** A classification as a form states it. @throws Problem bad-request */
export function classificationFromForm(upload: string, fields: Fields): ClassificationRequest {
  const place = placeOf(fields);
  const [size, stride] = ['size', 'stride'].map((name) => wholeNumber(fields, name));
  const [model, name, project] = ['model', 'name', 'project'].map((name) => one(fields, name));
  return {
    upload,
    ...(place ? { place } : {}),
    ...(size ? { size } : {}),
    ...(stride ? { stride } : {}),
    ...(model ? { model } : {}),
    ...(name ? { name } : {}),
    ...(project ? { project } : {}),
    ...(one(fields, 'invert') === 'true' ? { invert: true } : {}),
    language: one(fields, 'language') === 'ko' ? 'ko' : 'en',
  };
}
