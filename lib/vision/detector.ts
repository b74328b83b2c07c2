import type { Image } from './image';
import type { PlacedMask } from './masks/mask';

/** One object found in an image. */
export interface Detection {
  /** In pixels of the image given; x2 and y2 outside. */
  box: [x1: number, y1: number, x2: number, y2: number];
  /** 0 to 1. */
  score: number;
  /** One of the detector's classes. */
  label: string;
  mask: PlacedMask;
}

/** A network that finds objects and their pixels. */
export interface Detector {
  name: string;
  classes: readonly string[];
  /** Images that it looks at side by side; one after the other when absent. */
  lanes?: number;
  /** Best first. */
  detect(image: Image): Promise<Detection[]>;
  close(): Promise<void>;
}
