/** The limits of a set of one's own. */
export const LIMITS = {
  images: 200_000,
  classes: 256,
  /** Of a side, in pixels. */
  size: [8, 128],
  channels: [1, 3],
  /** Of all pixels together, in bytes. */
  bytes: 1024 ** 3,
  share: [0.05, 0.5],
} as const;
