import { Problem } from '@/lib/problems';
import type { ClassificationRequest } from '@/lib/vision/classify-image/start';
import { type Fields, one, placeOf } from '../_http/fields';

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
