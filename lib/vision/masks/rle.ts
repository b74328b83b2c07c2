import { Problem } from '@/lib/problems';
import type { Bitmap, PlacedMask } from './mask';

/**
 * A mask as lengths of runs, first of 0, then of 1, in turn; column by column from the top, as COCO counts
 * (cocoapi, common/maskApi.h).
 */
export interface Rle {
  width: number;
  height: number;
  counts: Uint32Array;
}

const ZERO = 48;

/** COCO's short text: five bits a letter, low ones first; from the fourth number on the difference to the last but one. */
export function rleToString({ counts }: Rle): string {
  let text = '';
  counts.forEach((run, i) => {
    let rest = i > 2 ? run - counts[i - 2]! : run;
    for (let more = true; more; ) {
      const bits = rest & 31;
      rest >>= 5;
      more = bits & 16 ? rest !== -1 : rest !== 0;
      text += String.fromCharCode(ZERO + (more ? bits | 32 : bits));
    }
  });
  return text;
}

/** @throws Problem where the runs do not fill the image */
export function rleFromString(text: string, width: number, height: number): Rle {
  const counts: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let shift = 0;
    for (let more = true; more; ) {
      const bits = text.charCodeAt(at++) - ZERO;
      if (!(bits >= 0 && bits < 64) || shift > 30)
        throw new Problem('unreadable', `The mask's text is not COCO's run lengths (letter ${at}).`);
      value |= (bits & 31) << shift;
      more = (bits & 32) !== 0;
      shift += 5;
      if (!more && bits & 16 && shift < 32) value |= -1 << shift;
    }
    counts.push(counts.length > 2 ? value + counts[counts.length - 2]! : value);
  }
  return rleFromCounts(counts, width, height);
}

/** @throws Problem where the runs do not fill the image */
export function rleFromCounts(counts: readonly number[], width: number, height: number): Rle {
  const total = counts.reduce((sum, run) => sum + run, 0);
  if (total !== width * height || !counts.every((run) => Number.isInteger(run) && run >= 0))
    throw new Problem(
      'unreadable',
      `The mask's runs cover ${total} pixels, the image has ${width} x ${height} = ${width * height}.`,
    );
  return { width, height, counts: Uint32Array.from(counts) };
}

/** A bitmap at its place in an image of the given size; what is outside is dropped. */
export function rleFromMask(mask: PlacedMask, width: number, height: number): Rle {
  const { data, width: stride } = mask;
  const first = Math.max(0, mask.x);
  const last = Math.min(width, mask.x + mask.width);
  const upper = Math.max(0, mask.y);
  const lower = Math.min(height, mask.y + mask.height);
  // The places where the value changes; a run that reaches a column's end may go on in the next.
  const changes: number[] = [];
  let value = 0;
  for (let x = first; x < last; x++) {
    if (value === 1 && upper > 0) {
      changes.push(x * height);
      value = 0;
    }
    for (let y = upper, at = (upper - mask.y) * stride + x - mask.x; y < lower; y++, at += stride) {
      if (data[at] === value) continue;
      changes.push(x * height + y);
      value = 1 - value;
    }
    if (value === 1 && lower < height) {
      changes.push(x * height + lower);
      value = 0;
    }
  }
  if (value === 1 && last < width) changes.push(last * height);
  changes.push(width * height);
  return { width, height, counts: Uint32Array.from(changes, (at, i) => at - (changes[i - 1] ?? 0)) };
}

export const rleFromBitmap = (bitmap: Bitmap): Rle =>
  rleFromMask({ ...bitmap, x: 0, y: 0 }, bitmap.width, bitmap.height);

export function areaOf({ counts }: Rle): number {
  let area = 0;
  for (let i = 1; i < counts.length; i += 2) area += counts[i]!;
  return area;
}

/** Smallest box around the mask: x, y, width, height; all 0 for an empty mask. */
export function boundsOf({ counts, height }: Rle): [x: number, y: number, width: number, height: number] {
  let left = Number.POSITIVE_INFINITY;
  let right = 0;
  let upper = height;
  let lower = 0;
  for (let i = 1, at = counts[0] ?? 0; i < counts.length; at += counts[i]! + (counts[i + 1] ?? 0), i += 2) {
    if (counts[i] === 0) continue;
    const end = at + counts[i]! - 1;
    const [first, last] = [Math.floor(at / height), Math.floor(end / height)];
    left = Math.min(left, first);
    right = Math.max(right, last + 1);
    // A run over the end of a column touches the lower edge and, in the next one, the upper.
    upper = first < last ? 0 : Math.min(upper, at % height);
    lower = first < last ? height : Math.max(lower, (end % height) + 1);
  }
  return right === 0 ? [0, 0, 0, 0] : [left, upper, right - left, lower - upper];
}

/** The mask as a bitmap of the smallest box around it. */
export function cropOf(rle: Rle): PlacedMask {
  const [x, y, width, height] = boundsOf(rle);
  const data = new Uint8Array(width * height);
  let at = 0;
  for (let i = 0; i < rle.counts.length; at += rle.counts[i++]!) {
    if (i % 2 === 0) continue;
    let column = Math.floor(at / rle.height);
    let row = at - column * rle.height;
    for (let left = rle.counts[i]!; left > 0; left--) {
      data[(row - y) * width + column - x] = 1;
      if (++row < rle.height) continue;
      row = 0;
      column++;
    }
  }
  return { x, y, width, height, data };
}

export function bitmapOf(rle: Rle): Bitmap {
  const crop = cropOf(rle);
  const data = new Uint8Array(rle.width * rle.height);
  for (let row = 0; row < crop.height; row++)
    data.set(
      crop.data.subarray(row * crop.width, (row + 1) * crop.width),
      (crop.y + row) * rle.width + crop.x,
    );
  return { width: rle.width, height: rle.height, data };
}

/** Pixels that both have; the masks are of one size. */
export function sharedArea(a: Rle, b: Rle): number {
  let shared = 0;
  let [i, j] = [0, 0];
  let [left, right] = [a.counts[0] ?? 0, b.counts[0] ?? 0];
  while (i < a.counts.length && j < b.counts.length) {
    const step = Math.min(left, right);
    if (i % 2 === 1 && j % 2 === 1) shared += step;
    left -= step;
    right -= step;
    if (left === 0) left = a.counts[++i] ?? 0;
    if (right === 0) right = b.counts[++j] ?? 0;
  }
  return shared;
}

/** Intersection over union; over `found` alone where the truth is a crowd. */
export function maskIou(found: Rle, truth: Rle, crowd = false): number {
  const shared = sharedArea(found, truth);
  const whole = crowd ? areaOf(found) : areaOf(found) + areaOf(truth) - shared;
  return shared === 0 ? 0 : shared / whole;
}

/** What at least one of the masks has; they are of one size. */
export function union(masks: readonly Rle[]): Rle {
  const [{ width, height }] = masks as [Rle];
  const changes: { at: number; by: number }[] = [];
  for (const { counts } of masks) {
    let at = 0;
    counts.forEach((run, i) => {
      if (i % 2 === 1 && run > 0) changes.push({ at, by: 1 }, { at: at + run, by: -1 });
      at += run;
    });
  }
  changes.sort((a, b) => a.at - b.at || b.by - a.by);
  const counts: number[] = [];
  let from = 0;
  let depth = 0;
  for (const { at, by } of changes) {
    const before = depth;
    depth += by;
    if ((before === 0) === (depth === 0)) continue;
    counts.push(at - from);
    from = at;
  }
  counts.push(width * height - from);
  return { width, height, counts: Uint32Array.from(counts) };
}
