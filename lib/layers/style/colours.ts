/**
 * Colours for layers and categories: distinct on paper and on the dark map, also for people who do not see red and
 * green as others do (Okabe and Ito's set with the house's persimmon first).
 */
export const PALETTE = [
  '#e2562c',
  '#0072b2',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#7b5cc4',
  '#d55e00',
  '#5b6470',
] as const;

/** Answers that are not exact: the nearest number, and the middle of a road or district. */
export const NEAR_COLOR = '#e9a23b';
export const AREA_COLOR = '#8f9ba8';
/** Features that belong to no class. */
export const OTHERS_COLOR = '#a7afb8';
