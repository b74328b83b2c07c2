import type { Georeference } from './georeference/georeference';
import { fromWorld } from './georeference/mercator';
import type { Picture, Window } from './picture';
import type { Raster } from './raster';
import { withOpacity } from './resize';

/** The place of every pixel is worked out at crossings this far apart, and in between linearly: well within a pixel. */
const STEP = 16;
/** An image's pixels stand out as squares where they are larger than so many of the picture's. */
const COARSE = 3;
/** Most pixels that are read for one picture: a quarter of a gigabyte of them. */
const MOST_READ = 64_000_000;

/** A picture to be drawn: a part of the world of Web Mercator (0 to 1, y from the north), and its pixels. */
export interface Frame {
  left: number;
  top: number;
  right: number;
  bottom: number;
  width: number;
  height: number;
}

type XY = readonly [x: number, y: number];

/** Where in the image the crossings of a frame lie, row by row. The last ones may lie beyond the frame. */
interface Crossings {
  /** Crossings in a row. */
  across: number;
  places: XY[];
}

function crossings(frame: Frame, { toPixel }: Georeference): Crossings {
  const across = Math.ceil(frame.width / STEP) + 1;
  const down = Math.ceil(frame.height / STEP) + 1;
  const [stepX, stepY] = [
    ((frame.right - frame.left) * STEP) / frame.width,
    ((frame.bottom - frame.top) * STEP) / frame.height,
  ];
  const places = Array.from({ length: across * down }, (_, i) =>
    toPixel(...fromWorld(frame.left + (i % across) * stepX, frame.top + Math.floor(i / across) * stepY)),
  );
  return { across, places };
}

/** The part of the image that the frame shows, with a pixel's margin; undefined: none. */
function shownPart(places: readonly XY[], { width, height }: Raster): Window | undefined {
  const known = places.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  if (known.length === 0) return undefined;
  const range = (axis: 0 | 1, size: number) => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const place of known) {
      least = Math.min(least, place[axis]);
      most = Math.max(most, place[axis]);
    }
    const from = Math.max(0, Math.floor(least) - 1);
    return [from, Math.min(size, Math.ceil(most) + 1) - from] as const;
  };
  const [x, w] = range(0, width);
  const [y, h] = range(1, height);
  return w > 0 && h > 0 ? { x, y, width: w, height: h } : undefined;
}

/** Pixels of the image beside each other in a pixel of the frame, at the finest place of it. */
function pixelsAPixel({ across, places }: Crossings): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + across + 1 < places.length; i++) {
    const [a, right, down] = [places[i]!, places[i + 1]!, places[i + across]!];
    if ((i + 1) % across === 0) continue;
    const area = Math.abs((right[0] - a[0]) * (down[1] - a[1]) - (right[1] - a[1]) * (down[0] - a[0]));
    if (Number.isFinite(area)) least = Math.min(least, Math.sqrt(area) / STEP);
  }
  return least;
}

/** The pixel of a picture at a place between its pixels, from the four around it. RGBA to RGBA. */
function blend(
  { from, width, height }: { from: Uint8Array; width: number; height: number },
  x: number,
  y: number,
  to: Uint8Array,
  target: number,
): void {
  const left = Math.max(0, Math.floor(x - 0.5));
  const top = Math.max(0, Math.floor(y - 0.5));
  const fx = Math.max(0, x - 0.5 - left);
  const fy = Math.max(0, y - 0.5 - top);
  const a = 4 * (top * width + left);
  const b = left + 1 < width ? a + 4 : a;
  const down = top + 1 < height ? 4 * width : 0;
  for (let c = 0; c < 4; c++) {
    const above = from[a + c]! + fx * (from[b + c]! - from[a + c]!);
    const below = from[a + down + c]! + fx * (from[b + down + c]! - from[a + down + c]!);
    to[target + c] = above + fy * (below - above) + 0.5;
  }
}

/** The frame's pixels, each from where it lies in the picture, which shows `part` of the image. RGBA. */
function resample(
  { across, places }: Crossings,
  frame: Frame,
  part: Window,
  picture: Picture,
  smooth: boolean,
): Uint8Array {
  const { width, height } = picture;
  const source = { from: withOpacity(picture), width, height };
  const to = new Uint8Array(4 * frame.width * frame.height);
  const [scaleX, scaleY] = [width / part.width, height / part.height];
  /** Places in the picture of the crossings' columns, on the present row. */
  const xs = new Float64Array(across);
  const ys = new Float64Array(across);
  for (let row = 0; row < frame.height; row++) {
    const v = (row + 0.5) / STEP;
    const above = Math.floor(v) * across;
    for (let column = 0; column < across; column++) {
      const [a, b] = [places[above + column]!, places[above + across + column]!];
      const f = v - Math.floor(v);
      xs[column] = (a[0] + f * (b[0] - a[0]) - part.x) * scaleX;
      ys[column] = (a[1] + f * (b[1] - a[1]) - part.y) * scaleY;
    }
    for (let column = 0; column < frame.width; column++) {
      const u = (column + 0.5) / STEP;
      const cell = Math.floor(u);
      const x = xs[cell]! + (u - cell) * (xs[cell + 1]! - xs[cell]!);
      const y = ys[cell]! + (u - cell) * (ys[cell + 1]! - ys[cell]!);
      if (!(x >= 0 && y >= 0 && x < width && y < height)) continue;
      const target = 4 * (row * frame.width + column);
      if (smooth) blend(source, x, y, to, target);
      else {
        const at = 4 * (Math.floor(y) * width + Math.floor(x));
        for (let c = 0; c < 4; c++) to[target + c] = source.from[at + c]!;
      }
    }
  }
  return to;
}

/**
 * Draws an image into a frame of the web's map, whatever its place and its shape there. It is read with at most four
 * times as many pixels a side as the frame has,
 * and at most MOST_READ in all.
 * @returns RGBA, row by row; undefined where the frame shows nothing of the image
 */
export async function warp(
  raster: Raster,
  place: Georeference,
  frame: Frame,
): Promise<Uint8Array | undefined> {
  const grid = crossings(frame, place);
  const part = shownPart(grid.places, raster);
  if (!part) return undefined;
  const density = pixelsAPixel(grid);
  const shrink = Math.max(
    1,
    density,
    part.width / (4 * frame.width),
    part.height / (4 * frame.height),
    Math.sqrt((part.width * part.height) / MOST_READ),
  );
  const picture = await raster.read(part, {
    width: Math.max(1, Math.floor(part.width / shrink)),
    height: Math.max(1, Math.floor(part.height / shrink)),
  });
  return resample(grid, frame, part, picture, density > 1 / COARSE);
}
