/** A part of an image, in its pixels. */
export interface Window {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Starts of stretches of `size` that cover `length` and share at least `overlap`; evenly, the last ends at the end. */
function starts(length: number, size: number, overlap: number): number[] {
  if (length <= size) return [0];
  const count = Math.ceil((length - overlap) / (size - overlap));
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - size)) / (count - 1)));
}

/**
 * Windows that cover an image row by row, each of `size` pixels or the image's own, neighbours sharing at least
 * `overlap`: whatever is smaller than that lies whole in one of them.
 */
export function windowsOf(
  image: { width: number; height: number },
  { size, overlap }: { size: number; overlap: number },
): Window[] {
  const width = Math.min(size, image.width);
  const height = Math.min(size, image.height);
  return starts(image.height, size, overlap).flatMap((y) =>
    starts(image.width, size, overlap).map((x) => ({ x, y, width, height })),
  );
}
