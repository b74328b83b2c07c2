import { maskIou, type Rle } from '../masks/rle';

/** An object of the truth, or a region of many (crowd). */
export interface TruthObject {
  /** x1, y1, x2, y2 in pixels. */
  box: ArrayLike<number>;
  mask?: Rle;
  category: number;
  crowd: boolean;
  area: number;
}

export interface FoundObject {
  box: ArrayLike<number>;
  mask?: Rle;
  category: number;
  score: number;
}

export type Kind = 'box' | 'mask';

/** The detections of one category in one image against its objects, for one range of areas. */
export interface Matched {
  /** Best first. */
  scores: number[];
  /** [thresholds][detections]: the detection is an object. */
  hits: Uint8Array[];
  /** [thresholds][detections]: the detection counts neither way. */
  ignored: Uint8Array[];
  /** Objects to be found. */
  objects: number;
}

const sizeOf = (box: ArrayLike<number>) => (box[2]! - box[0]!) * (box[3]! - box[1]!);

function boxIou(found: ArrayLike<number>, truth: ArrayLike<number>, crowd: boolean): number {
  const width = Math.min(found[2]!, truth[2]!) - Math.max(found[0]!, truth[0]!);
  const height = Math.min(found[3]!, truth[3]!) - Math.max(found[1]!, truth[1]!);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (crowd ? sizeOf(found) : sizeOf(found) + sizeOf(truth) - shared);
}

function areaOfFound({ box, mask }: FoundObject, kind: Kind): number {
  if (kind === 'box') return sizeOf(box);
  let area = 0;
  for (let i = 1; i < mask!.counts.length; i += 2) area += mask!.counts[i]!;
  return area;
}

/**
 * COCO's matching: best detections first, each takes the object it overlaps most that is still free, from the
 * threshold on; crowds and objects outside the range of areas are taken only where nothing else is, and then the
 * detection is ignored (cocoapi, cocoeval.py: evaluateImg).
 * @param limit detections that are looked at
 */
export function matchImage(
  truths: readonly TruthObject[],
  found: readonly FoundObject[],
  kind: Kind,
  thresholds: readonly number[],
  ranges: readonly (readonly [least: number, most: number])[],
  limit: number,
): Matched[] {
  const sorted = [...found].sort((a, b) => b.score - a.score).slice(0, limit);
  const scores = sorted.map(({ score }) => score);
  const overlaps = sorted.map((detection) =>
    truths.map((truth) =>
      kind === 'box'
        ? boxIou(detection.box, truth.box, truth.crowd)
        : maskIou(detection.mask!, truth.mask!, truth.crowd),
    ),
  );
  const areas = sorted.map((detection) => areaOfFound(detection, kind));
  return ranges.map(([least, most]) => {
    const outside = (area: number) => area < least || area > most;
    const skipped = truths.map(({ crowd, area }) => crowd || outside(area));
    const order = [...truths.keys()].sort((a, b) => +skipped[a]! - +skipped[b]!);
    const hits = thresholds.map(() => new Uint8Array(sorted.length));
    const ignored = thresholds.map(() => new Uint8Array(sorted.length));
    thresholds.forEach((threshold, t) => {
      const taken = new Uint8Array(truths.length);
      sorted.forEach((_, d) => {
        let best = Math.min(threshold, 1 - 1e-10);
        let match = -1;
        for (const g of order) {
          if (taken[g] && !truths[g]!.crowd) continue;
          // Those to be ignored come last: a real object is not given up for one of them.
          if (match >= 0 && !skipped[match] && skipped[g]) break;
          if (overlaps[d]![g]! < best) continue;
          best = overlaps[d]![g]!;
          match = g;
        }
        if (match < 0) {
          if (outside(areas[d]!)) ignored[t]![d] = 1;
          return;
        }
        taken[match] = 1;
        if (skipped[match]) ignored[t]![d] = 1;
        else hits[t]![d] = 1;
      });
    });
    return { scores, hits, ignored, objects: skipped.filter((skip) => !skip).length };
  });
}
