import type { Detection } from '../detector';
import type { PlacedMask } from '../masks/mask';
import type { Window } from './windows';

/** Detections are the same object where their masks agree so far (IoU) in what both windows see. */
const AGREEMENT = 0.4;
/** Cells of the index of boxes, in pixels. */
const CELL = 256;

/** One object of the image, found in one window or in several. */
export interface FoundObject {
  /** Its number, from 0 on; stays as the object grows. */
  id: number;
  /** In pixels of the image: the best score, its label, all masks joined, their boxes' hull. */
  detection: Detection;
}

interface Sighting {
  window: Window;
  detection: Detection;
}

interface Group extends FoundObject {
  sightings: Sighting[];
}

const right = ({ x, width }: Window) => x + width;
const lower = ({ y, height }: Window) => y + height;

function intersection(a: Window, b: Window): Window | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(right(a), right(b)) - x;
  const height = Math.min(lower(a), lower(b)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

/** IoU of two masks within a part of the image; 0 where none of them lies there. */
function agreement(a: PlacedMask, b: PlacedMask, part: Window): number {
  let [shared, own, other] = [0, 0, 0];
  const count = (mask: PlacedMask, to: (column: number, row: number) => void) => {
    const seen = intersection(mask, part);
    if (!seen) return;
    for (let y = seen.y; y < lower(seen); y++)
      for (let x = seen.x, at = (y - mask.y) * mask.width + x - mask.x; x < right(seen); x++, at++)
        if (mask.data[at]) to(x, y);
  };
  count(a, (x, y) => {
    own++;
    const [column, row] = [x - b.x, y - b.y];
    const inside = column >= 0 && row >= 0 && column < b.width && row < b.height;
    if (inside && b.data[row * b.width + column]) shared++;
  });
  count(b, () => {
    other++;
  });
  return shared === 0 ? 0 : shared / (own + other - shared);
}

/** The pixels of both. */
export function joinMasks(a: PlacedMask, b: PlacedMask): PlacedMask {
  if (a.data.length === 0 || b.data.length === 0) return a.data.length === 0 ? b : a;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const width = Math.max(right(a), right(b)) - x;
  const height = Math.max(lower(a), lower(b)) - y;
  const data = new Uint8Array(width * height);
  for (const mask of [a, b])
    for (let row = 0; row < mask.height; row++) {
      const from = row * mask.width;
      const to = (mask.y - y + row) * width + mask.x - x;
      for (let i = 0; i < mask.width; i++) if (mask.data[from + i]) data[to + i] = 1;
    }
  return { x, y, width, height, data };
}

function joined(a: Detection, b: Detection): Detection {
  const better = a.score >= b.score ? a : b;
  const box: Detection['box'] = [
    Math.min(a.box[0], b.box[0]),
    Math.min(a.box[1], b.box[1]),
    Math.max(a.box[2], b.box[2]),
    Math.max(a.box[3], b.box[3]),
  ];
  return { ...better, box, mask: joinMasks(a.mask, b.mask) };
}

/** A detection of a window in pixels of the image. */
export function placed(detection: Detection, { x, y }: Pick<Window, 'x' | 'y'>): Detection {
  const [x1, y1, x2, y2] = detection.box;
  const { mask } = detection;
  return {
    ...detection,
    box: [x1 + x, y1 + y, x2 + x, y2 + y],
    mask: { ...mask, x: mask.x + x, y: mask.y + y },
  };
}

/**
 * Makes one object of what overlapping windows saw of it, as windows come in. Two detections are of one object where
 * they are of one class and, in what both windows see, mostly of the same pixels; two of one window never are.
 */
export class ObjectMerger {
  private readonly groups = new Map<number, Group>();
  private readonly cells = new Map<string, Set<Group>>();
  private count = 0;

  constructor(private readonly least = AGREEMENT) {}

  get objects(): FoundObject[] {
    return [...this.groups.values()];
  }

  /**
   * @param detections in pixels of the image, as `placed` gives them
   * @returns the objects that are new or have changed, and the numbers of those that turned out to be parts of others
   */
  add(window: Window, detections: readonly Detection[]): { changed: FoundObject[]; gone: number[] } {
    const changed = new Set<Group>();
    const gone: number[] = [];
    for (const detection of [...detections].sort((a, b) => b.score - a.score)) {
      const sighting = { window, detection };
      const [group, ...others] = this.agreeing(sighting);
      const grown = group ?? { id: this.count++, detection, sightings: [] };
      this.groups.set(grown.id, grown);
      this.grow(grown, [sighting]);
      for (const other of others) {
        if (!apart(grown, other)) continue;
        this.grow(grown, other.sightings);
        this.forget(other);
        changed.delete(other);
        gone.push(other.id);
      }
      changed.add(grown);
    }
    return { changed: [...changed], gone };
  }

  private grow(group: Group, sightings: readonly Sighting[]): void {
    for (const sighting of sightings) {
      group.sightings.push(sighting);
      group.detection = joined(group.detection, sighting.detection);
    }
    for (const key of keys(group.detection.mask)) {
      const cell = this.cells.get(key) ?? new Set();
      cell.add(group);
      this.cells.set(key, cell);
    }
  }

  private forget(group: Group): void {
    this.groups.delete(group.id);
    for (const key of keys(group.detection.mask)) this.cells.get(key)?.delete(group);
  }

  /** The groups of other windows that the sighting agrees with, best first. */
  private agreeing({ window, detection }: Sighting): Group[] {
    const near = new Set<Group>();
    for (const key of keys(detection.mask)) for (const group of this.cells.get(key) ?? []) near.add(group);
    const found: { group: Group; most: number }[] = [];
    for (const group of near) {
      if (group.detection.label !== detection.label) continue;
      if (group.sightings.some((sighting) => sighting.window === window)) continue;
      const values = group.sightings.map((other) => {
        const part = intersection(window, other.window);
        return part ? agreement(detection.mask, other.detection.mask, part) : 0;
      });
      const most = Math.max(...values);
      if (most >= this.least) found.push({ group, most });
    }
    return found.sort((a, b) => b.most - a.most).map(({ group }) => group);
  }
}

/** The cells of the index that a box lies in. */
function* keys({ x, y, width, height }: Window): Generator<string> {
  for (let row = Math.floor(y / CELL); row * CELL < y + height; row++)
    for (let column = Math.floor(x / CELL); column * CELL < x + width; column++) yield `${column} ${row}`;
}

/** No window saw both. */
const apart = (a: Group, b: Group) =>
  !a.sightings.some(({ window }) => b.sightings.some((other) => other.window === window));
