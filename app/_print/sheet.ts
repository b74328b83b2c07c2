/** The sheet a map is printed on: sizes, limits, and what goes where. */

export type Paper = 'A4' | 'A3' | 'screen';
export interface SheetChoice {
  paper: Paper;
  landscape: boolean;
  /** Dots an inch; 96 is the screen's own. */
  dpi: number;
  title: string;
}

const INCH_MM = 25.4;
/** CSS pixels an inch. */
const CSS_DPI = 96;
const MILLIMETRES: Record<Exclude<Paper, 'screen'>, [short: number, long: number]> = {
  A4: [210, 297],
  A3: [297, 420],
};
export const DPI = { least: 96, most: 300 };

export interface Sheet {
  /** Whole sheet and the map's frame in it, in CSS pixels: x, y, width, height. */
  width: number;
  height: number;
  map: { x: number; y: number; width: number; height: number };
  /** Device pixels a CSS pixel. */
  ratio: number;
}

const MARGIN = 32;
const TITLE = 44;
const FOOT = 26;

/** Lays a sheet out. @param screen size of the map on the screen, for `screen` */
export function layOut(choice: SheetChoice, screen: { width: number; height: number }): Sheet {
  const ratio = choice.dpi / CSS_DPI;
  if (choice.paper === 'screen') {
    const top = choice.title ? TITLE : 0;
    const { width, height } = screen;
    return { width, height: height + top + FOOT, map: { x: 0, y: top, width, height }, ratio };
  }
  const [short, long] = MILLIMETRES[choice.paper].map((mm) => Math.round((mm / INCH_MM) * CSS_DPI)) as [
    number,
    number,
  ];
  const [width, height] = choice.landscape ? [long, short] : [short, long];
  const top = MARGIN + (choice.title ? TITLE : 0);
  const map = { x: MARGIN, y: top, width: width - MARGIN * 2, height: height - top - MARGIN - FOOT };
  return { width, height, map, ratio };
}

/** The largest dpi that a canvas and the graphics card of this browser can hold. */
export function largestDpi(
  choice: SheetChoice,
  screen: { width: number; height: number },
  side: number,
): number {
  const { width, height } = layOut({ ...choice, dpi: CSS_DPI }, screen);
  return Math.min(DPI.most, Math.floor((side / Math.max(width, height)) * CSS_DPI));
}

/** Metres a pixel of the equator at zoom 0, with MapLibre's tiles of 512 pixels. */
const EQUATOR_M = 40_075_016.686 / 512;

export interface ScaleBar {
  metres: number;
  /** Its length in CSS pixels. */
  pixels: number;
  text: string;
}

/** A scale bar of a round length, not longer than `most` CSS pixels, true at a latitude in degrees. */
export function scaleBar(latitude: number, zoom: number, most: number): ScaleBar {
  const perPixel = (EQUATOR_M * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom;
  const longest = perPixel * most;
  const power = 10 ** Math.floor(Math.log10(longest));
  const metres = [5, 2, 1].map((step) => step * power).find((length) => length <= longest) ?? power;
  const text = metres >= 1000 ? `${metres / 1000} km` : `${Number(metres.toPrecision(1))} m`;
  return { metres, pixels: metres / perPixel, text };
}
