import { tileOfName } from '@/lib/imagery/georeference/tile-name';
import type { Place } from '@/lib/imagery/place';
import { Problem } from '@/lib/problems';
import { readCorners } from '@/lib/vision/classify-image/options';
import type { DetectionRequest } from '@/lib/vision/detect-image/start';

type Fields = ReadonlyMap<string, string[]>;

const one = (fields: Fields, name: string) => fields.get(name)?.[0]?.trim() || undefined;

function number(fields: Fields, name: string): number | undefined {
  const text = one(fields, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  throw new Problem('bad-request', `"${name}" must be a number, not "${text}".`, { parameter: name });
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
  return { kind: 'tile-name', tile, ...(one(fields, 'scheme') === 'tms' ? { scheme: 'tms' } : {}) };
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
