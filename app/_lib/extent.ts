import type { Extent, Layer } from './types';

/** The smallest extent that holds all visible layers; null when none has a place. */
export function wholeExtent(layers: Layer[]): Extent | null {
  const extents = layers.flatMap(({ visible, extent }) => (visible && extent ? [extent] : []));
  if (extents.length === 0) return null;
  return extents.reduce((a, b) => [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[2], b[2]),
    Math.max(a[3], b[3]),
  ]);
}
