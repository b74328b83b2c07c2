import type { Georeference } from '@/lib/imagery/georeference/georeference';
import type { Picture, Window } from '@/lib/imagery/picture';
import type { Detection, Detector } from '../detector';
import { type AreaOfInterest, isWanted, windowsOfArea } from './area-of-interest';
import { type DetectionFeature, detectionFeature } from './features';
import { ObjectMerger, placed } from './merge';
import { windowScale } from './scale';
import { windowsOf } from './windows';

/** An image to look for objects in. */
export interface DetectionTask {
  image: { width: number; height: number; read(window: Window): Promise<Picture> };
  place: Georeference;
  detector: Detector;
  /** Name of the image's file. */
  name: string;
  /** ISO date of the run. */
  date: string;
  /** Side of a window in pixels; chosen by the ground resolution when absent. */
  window?: number;
  /** Objects of lower scores are left out; 0 when absent. */
  minScore?: number;
  area?: AreaOfInterest;
}

/** What one window changed. */
export interface Piece {
  /** Windows done, and all. */
  done: number;
  total: number;
  /** What was seen in this window, in pixels of the image. */
  seen: Detection[];
  /** Features that are new or have grown. */
  features: DetectionFeature[];
  /** Numbers of features that turned out to be parts of others. */
  gone: number[];
  /** Objects so far. */
  objects: number;
}

/** The windows that a task is done in, in order. @throws Problem */
export function taskWindows({
  image,
  place,
  window,
  area,
}: Omit<DetectionTask, 'detector' | 'name' | 'date'>): Window[] {
  const windows = windowsOf(image, windowScale(image, place.metresPerPixel, window));
  return windowsOfArea(windows, area, place);
}

/** Nothing of the photograph is in it. */
const isBlank = ({ alpha }: Picture) => alpha?.every((opacity) => opacity === 0) ?? false;

/**
 * Looks for objects window by window. The same object in two windows is one feature: it is given again, grown, under
 * the number it had.
 * @param before what each of the first windows saw when this was begun earlier; they are not looked at again
 */
export async function* detectInImage(
  task: DetectionTask,
  { before = [], signal }: { before?: readonly Detection[][]; signal?: AbortSignal } = {},
): AsyncGenerator<Piece> {
  const { image, place, detector, minScore = 0, area } = task;
  const windows = taskWindows(task);
  const merger = new ObjectMerger();
  before.forEach((seen, i) => void merger.add(windows[i]!, seen));
  const run = { place, model: detector.name, image: task.name, date: task.date };
  let reading: Promise<unknown> = Promise.resolve();
  const look = async (window: Window): Promise<Detection[]> => {
    const read = reading.then(() => image.read(window)); // one at a time, whatever the detector does beside
    reading = read.catch(() => {});
    const picture = await read;
    const found = isBlank(picture) ? [] : await detector.detect(picture);
    return found
      .filter(({ score }) => score >= minScore)
      .map((detection) => placed(detection, window))
      .filter((detection) => isWanted(detection, area, place));
  };
  /** Windows that are being looked at, in order. */
  const ahead: Promise<Detection[]>[] = [];
  for (let i = before.length; i < windows.length; i++) {
    signal?.throwIfAborted();
    for (let next = i + ahead.length; ahead.length < (detector.lanes ?? 1) && next < windows.length; next++) {
      const looking = look(windows[next]!);
      looking.catch(() => {}); // it is thrown when its turn comes, if it does
      ahead.push(looking);
    }
    const window = windows[i]!;
    const seen = await ahead.shift()!;
    const { changed, gone } = merger.add(window, seen);
    yield {
      done: i + 1,
      total: windows.length,
      seen,
      features: changed.flatMap((object) => detectionFeature(object, run) ?? []),
      gone: gone.map((id) => id + 1),
      objects: merger.objects.length,
    };
  }
}
