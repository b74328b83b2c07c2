/** A browser that opens an archive holds all its features at once. */
export const MOST_FEATURES = 300_000;

/** Of the longer side of an image under a layer: every graphics card draws such a one in one piece. */
export const MOST_PIXELS = 4096;
