import { create } from 'zustand';
import { inMiddle, sizeOf } from '../_classify/place';
import { useStore } from '../_lib/store';
import { mapExtent } from '../_map/current';
import { firstImage, imageOf, imagesIn, saysPlace } from './files';

export type LngLat = [lng: number, lat: number];
/** Top left, top right, bottom right, bottom left. */
export type Corners = [LngLat, LngLat, LngLat, LngLat];

interface Draft {
  /** The image and what belongs to it; null: none is being placed. */
  files: File[] | null;
  /** Images that came along and are left out: one is looked at. */
  others: number;
  /** file: they say where it lies; corners, points: a person does, on the map or in numbers. */
  by: 'file' | 'corners' | 'points';
  /** Address of the picture in this page, for the map; null where the browser cannot read it. */
  url: string | null;
  /** Null unless a person places it. */
  corners: Corners | null;
  /** Id of the layer that will show the image: until it does, the picture stays where it was laid. */
  awaits: string | null;
}

const NONE: Draft = { files: null, others: 0, by: 'file', url: null, corners: null, awaits: null };

/** The image that is about to be looked at. */
export const useDraft = create<Draft>()(() => NONE);

/** Lays the picture in the middle of what the map shows, to be dragged where it belongs. */
export async function placeByHand(): Promise<boolean> {
  const { files } = useDraft.getState();
  const extent = mapExtent();
  if (!files || !extent) return false;
  const image = imageOf(files);
  const size = await sizeOf(image);
  if (!size) return false;
  forgetPicture();
  useDraft.setState({ by: 'corners', url: URL.createObjectURL(image), corners: inMiddle(extent, size) });
  return true;
}

/** As the files say, or the control points that a person types. */
export function placeBy(by: 'file' | 'points'): void {
  forgetPicture();
  useDraft.setState({ by, url: null, corners: null });
}

function forgetPicture(): void {
  const { url } = useDraft.getState();
  if (url) URL.revokeObjectURL(url);
}

/** Begins with an image that was dropped or chosen. */
export async function beginDraft(all: File[]): Promise<void> {
  forgetPicture();
  const files = firstImage(all);
  useDraft.setState({ ...NONE, files, others: imagesIn(all) - 1 });
  useStore.getState().set({ importing: null });
  if (!saysPlace(files)) await placeByHand();
}

/** The image has been sent: it is not placed any more, and stays to be seen until its layer shows it. */
export function handOver(layer: string): void {
  if (useDraft.getState().url) useDraft.setState({ files: null, awaits: layer });
  else endDraft();
}

export function endDraft(): void {
  forgetPicture();
  useDraft.setState(NONE);
}
