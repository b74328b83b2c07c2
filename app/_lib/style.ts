/** Colours to choose from for a layer: distinct on paper and on the dark map, also for the colour-blind. */
export const PALETTE = [
  '#e2562c',
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#7b5cc4',
  '#56b4e9',
  '#5b6470',
];

/** Colours of answers that are not exact: the nearest number, and the middle of a road or district. */
export const NEAR_COLOR = '#e9a23b';
export const AREA_COLOR = '#8f9ba8';
