import { Problem } from '@/lib/problems';

/** Side of the ground that a window shows, in metres: a standing person fills a third of it. */
const GROUND = 4.5;
/** Sides of windows in pixels: smaller ones have no detail, in larger ones persons become too small. */
const [SMALLEST, LARGEST, USUAL] = [480, 1280, 640];
/** An image no longer than this is looked at whole: the network sees it at its own size. */
const WHOLE = 704;
/** Neighbouring windows share this part of their side. */
const OVERLAP = 1 / 3;
/** What a person may ask for. */
const [LEAST, MOST] = [64, 8192];
/** More than this is a day's work; larger windows are fewer. */
const MOST_WINDOWS = 100_000;

/**
 * How an image is cut: as asked for, else by its ground resolution, else whole where it is small.
 * @param metresPerPixel NaN where it is not known
 * @throws Problem bad-request, too-large
 */
export function windowScale(
  { width, height }: { width: number; height: number },
  metresPerPixel: number,
  asked?: number,
): { size: number; overlap: number } {
  if (asked !== undefined && !(Number.isInteger(asked) && asked >= LEAST && asked <= MOST)) {
    throw new Problem(
      'bad-request',
      `The side of a window is a whole number of pixels from ${LEAST} to ${MOST}.`,
      {
        parameter: 'window',
      },
    );
  }
  const byGround = Number.isFinite(metresPerPixel)
    ? Math.min(LARGEST, Math.max(SMALLEST, Math.round(GROUND / metresPerPixel)))
    : USUAL;
  const size = asked ?? (Math.max(width, height) <= WHOLE ? WHOLE : byGround);
  const overlap = Math.round(size * OVERLAP);
  const count = Math.ceil(width / (size - overlap)) * Math.ceil(height / (size - overlap));
  if (count > MOST_WINDOWS) {
    throw new Problem(
      'too-large',
      `The image would be looked at in more than ${MOST_WINDOWS.toLocaleString('en')} windows; choose a larger "window".`,
    );
  }
  return { size, overlap };
}
