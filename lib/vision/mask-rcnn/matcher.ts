import { areaAt, count, intersection, iou } from './boxes';

export const BACKGROUND = -1;
/** Neither an object nor background: not in the loss. */
export const IGNORED = -2;

/** An anchor or proposal so much inside a crowd is not called background. */
const CROWD_SHARE = 0.5;

/**
 * For each of `boxes` the number of the object it belongs to, BACKGROUND or IGNORED: an object from IoU
 * `foreground` on, background below `background`. With `lowQuality` the boxes nearest to an object, ties too,
 * belong to the object they overlap most, however little that is (torchvision, _utils.py: Matcher).
 * @param objects N x 4; `crowds` are regions of many objects, which count neither way
 */
export function match(
  boxes: Float32Array,
  objects: Float32Array,
  options: { foreground: number; background: number; lowQuality: boolean },
  crowds: Float32Array = new Float32Array(0),
): Int32Array {
  const total = count(boxes);
  const nearest = new Int32Array(total);
  const overlaps = new Float32Array(total);
  const perObject: Float32Array[] = [];
  for (let object = 0; object < count(objects); object++) {
    const own = new Float32Array(options.lowQuality ? total : 0);
    for (let i = 0; i < total; i++) {
      const overlap = iou(boxes, i, objects, object);
      if (options.lowQuality) own[i] = overlap;
      if (overlap > overlaps[i]!) {
        overlaps[i] = overlap;
        nearest[i] = object;
      }
    }
    perObject.push(own);
  }
  const matches = new Int32Array(total);
  for (let i = 0; i < total; i++) {
    const overlap = overlaps[i]!;
    if (overlap >= options.foreground && perObject.length > 0) matches[i] = nearest[i]!;
    else matches[i] = overlap < options.background ? BACKGROUND : IGNORED;
  }
  for (const own of perObject) {
    let best = 0;
    for (let i = 0; i < own.length; i++) if (own[i]! > best) best = own[i]!;
    if (best > 0) for (let i = 0; i < own.length; i++) if (own[i] === best) matches[i] = nearest[i]!;
  }
  for (let crowd = 0; crowd < count(crowds); crowd++)
    for (let i = 0; i < total; i++)
      if (
        matches[i] === BACKGROUND &&
        intersection(boxes, i, crowds, crowd) >= CROWD_SHARE * areaAt(boxes, i)
      )
        matches[i] = IGNORED;
  return matches;
}
