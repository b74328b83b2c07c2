import type { Dataset, Edition } from '@/lib/gazetteer/datasets';
import type { Level } from '@/lib/geocode/types';
import type { FilePreview } from '@/lib/imports/file';
import type { UploadPreview } from '@/lib/imports/preview';
import type { SharedMap as SharedParts } from '@/lib/projects/share';

/** What the routes under /api answer, as far as the pages use it; layers and jobs are typed by lib. */

export type { PlacedPoints } from '@/lib/crs/place';
export type { Dataset, Edition } from '@/lib/gazetteer/datasets';
export type { FilePreview } from '@/lib/imports/file';
export type { Job } from '@/lib/jobs/types';
export type { Style } from '@/lib/layers/style/schema';
export type { Column, Layer, Row } from '@/lib/layers/types';
export type { Project, ShareOptions } from '@/lib/projects/types';
export type { View } from '@/lib/projects/view';
export type { TableFormat } from '@/lib/tables/types';

export type Extent = [west: number, south: number, east: number, north: number];

/** How an uploaded table was understood, with the columns' likely roles. */
export type Preview = Omit<UploadPreview, 'bytes'>;

export interface Upload {
  id: string;
  name: string;
  bytes: number;
  preview: Preview | FilePreview;
}

export interface Addresses {
  datasets: Dataset[];
  editions: Edition[];
}

export interface AppConfig {
  limits?: { bytes?: number; rows?: number; imageBytes?: number; addressBytes?: number };
  basemap?: string;
  /** Further sites that base maps may come from. */
  basemapOrigins?: string[];
  /** The operator's PMTiles file, drawable or not. */
  basemapFile?: { attribution: string } | { fault: string };
  vworldKey?: string;
  crs?: { code: string; name: string }[];
  /** Formats of downloads; of more than `exportAtOnce` rows they are made by a job. */
  exports?: { name: string; title: string; ending: string; anyCrs: boolean; maxRows?: number }[];
  exportAtOnce?: number;
}

/** What a link shows, with what the page must know of this server's base maps. */
export type SharedMap = SharedParts & { config: AppConfig };

/** What a found place is. */
export type PlaceKind = Exclude<Level, 'place'> | 'building' | 'city' | 'coordinates';

/** A found place: of /api/geocode, flattened from GeocodeJSON, or of typed coordinates. */
export interface Place {
  label: string;
  /** Its own name, and what it lies in; where the answer has them. */
  name?: string;
  area?: string;
  kind: PlaceKind;
  lon: number;
  lat: number;
  /** From the point asked for. */
  distance_m?: number;
}

/** A line or an area that is being measured: corners in degrees, in the order of the clicks. */
export interface Measurement {
  kind: 'distance' | 'area';
  points: [lon: number, lat: number][];
  /** No more corners are set. */
  done: boolean;
}
