import { Problem } from '@/lib/problems';
import type { DetectionRequest } from '@/lib/vision/detect-image/start';
import { type Fields, one, placeOf } from '../_http/fields';

function number(fields: Fields, name: string): number | undefined {
  const text = one(fields, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new Problem('bad-request', `"${name}" must be a number, not "${text}".`, { parameter: name });
}

function areaOf(fields: Fields): unknown {
  const text = one(fields, 'aoi');
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('bad-request', 'The area of interest is no GeoJSON polygon, nor features that are.', {
      parameter: 'aoi',
    });
  }
}

/** A detection as a form states it. @throws Problem bad-request */
export function detectionFromForm(upload: string, fields: Fields): DetectionRequest {
  const place = placeOf(fields);
  const aoi = areaOf(fields);
  const [minScore, window] = [number(fields, 'min_score'), number(fields, 'window')];
  const [model, crs, name, project] = ['model', 'crs', 'name', 'project'].map((field) => one(fields, field));
  return {
    upload,
    ...(place ? { place } : {}),
    ...(crs ? { crs } : {}),
    ...(model ? { model } : {}),
    ...(minScore === undefined ? {} : { minScore }),
    ...(window === undefined ? {} : { window }),
    ...(aoi === undefined ? {} : { aoi, aoiMode: one(fields, 'aoi_mode') === 'drop' ? 'drop' : 'keep' }),
    ...(name ? { name } : {}),
    ...(project ? { project } : {}),
    language: one(fields, 'language') === 'ko' ? 'ko' : 'en',
  };
}
