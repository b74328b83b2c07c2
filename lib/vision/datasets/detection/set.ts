import type { Image } from '../../image';
import type { Rle } from '../../masks/rle';

/** One object in an image. */
export interface DetectionObject {
  /** x1, y1, x2, y2 in pixels of the image. */
  box: [x1: number, y1: number, x2: number, y2: number];
  mask: Rle;
  /** Place in the set's list of categories. */
  category: number;
  /** A region of many objects: finding something in it is neither right nor wrong. */
  crowd: boolean;
  /** As the data set gives it, in pixels; decides whether the object counts as small, medium or large. */
  area: number;
}

export interface DetectionImage {
  id: string;
  /** Where it lies, for people. */
  file: string;
  width: number;
  height: number;
  objects: DetectionObject[];
  /** Reads and decodes the file, every time. */
  read(): Promise<Image>;
}

/** What is wrong with one file; the rest of the set is used. */
export interface Fault {
  file: string;
  detail: string;
}

export interface DetectionSet {
  images: DetectionImage[];
  categories: string[];
  faults: Fault[];
}
