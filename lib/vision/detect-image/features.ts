import { area } from '@turf/turf';
import type { Geometry, Position } from 'geojson';
import { tidyGeometry } from '@/lib/geojson/tidy';
import type { Georeference } from '@/lib/imagery/georeference/georeference';
import type { Column } from '@/lib/layers/types';
import type { Detection } from '../detector';
import { koreanOf } from '../mask-rcnn/card';
import { outline } from '../masks/outline';
import type { FoundObject } from './merge';

/** What the feature of a detected object says. */
export interface DetectionProperties {
  id: number;
  label: string;
  label_ko: string;
  /** 0 to 1. */
  score: number;
  /** x1, y1, x2, y2 in pixels of the image. */
  box: [number, number, number, number];
  /** Of the outline on the ground; null for an image without a place. */
  area_m2: number | null;
  height_px: number;
  model: string;
  /** Name of the image's file. */
  image: string;
  /** When it was looked for: an ISO date. */
  date: string;
  /** For labels on the map: "person 0.97". */
  caption: string;
  caption_ko: string;
}

export interface DetectionFeature {
  /** From 1; stays as the object grows. */
  n: number;
  geometry: Geometry;
  properties: DetectionProperties;
}

/** What all features of a run have in common. */
export interface Run {
  place: Georeference;
  model: string;
  image: string;
  date: string;
}

const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals));

/** The outline of a mask on the map, as RFC 7946 has it; undefined for an empty mask. */
function outlineOnMap({ mask }: Detection, { toLngLat }: Georeference): Geometry | undefined {
  const parts = outline(mask);
  if (parts.length === 0) return undefined;
  const coordinates: Position[][][] = parts.map((rings) =>
    rings.map((ring) => ring.map(([x, y]) => toLngLat(x + mask.x, y + mask.y))),
  );
  return tidyGeometry(
    parts.length === 1
      ? { type: 'Polygon', coordinates: coordinates[0]! }
      : { type: 'MultiPolygon', coordinates },
  );
}

/** An object as a feature; undefined where none of its pixels is left. */
export function detectionFeature({ id, detection }: FoundObject, run: Run): DetectionFeature | undefined {
  const geometry = outlineOnMap(detection, run.place);
  if (!geometry) return undefined;
  const { label, score, box } = detection;
  const korean = koreanOf(label);
  return {
    n: id + 1,
    geometry,
    properties: {
      id: id + 1,
      label,
      label_ko: korean,
      score: rounded(score, 4),
      box: box.map((side) => rounded(side, 1)) as DetectionProperties['box'],
      area_m2: run.place.kind === 'pixels' ? null : rounded(area(geometry), 3),
      height_px: rounded(box[3] - box[1], 1),
      model: run.model,
      image: run.image,
      date: run.date,
      caption: `${label} ${score.toFixed(2)}`,
      caption_ko: `${korean} ${score.toFixed(2)}`,
    },
  };
}

/** The columns of a layer of detections. */
export function detectionColumns(): Column[] {
  const column = (name: string, type: Column['type'] = 'text'): Column => ({ name, type });
  return [
    column('id', 'integer'),
    column('label'),
    column('label_ko'),
    column('score', 'number'),
    column('box'),
    column('area_m2', 'number'),
    column('height_px', 'number'),
    column('model'),
    column('image'),
    column('date'),
    { ...column('caption'), hidden: true },
    { ...column('caption_ko'), hidden: true },
  ];
}
