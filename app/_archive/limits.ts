/** A browser that opens an archive holds all its features at once. */
export const MOST_FEATURES = 300_000;
