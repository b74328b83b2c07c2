import { findCrs } from '@/lib/crs/find';
import { guessCrs } from '@/lib/crs/guess';
import { openFiles } from '@/lib/formats/all';
import { describe } from '@/lib/formats/describe';
import type { Extent, Fault } from '@/lib/formats/reader';
import { guessLabel } from '@/lib/tables/roles';
import type { Upload } from '@/lib/uploads/store';

/** How a person wants a file of features to be read. */
export interface Reading {
  /** Which file of several. */
  layer?: string;
  /** The system it is in, whatever the file says. */
  crs?: string;
  encoding?: string;
}

/** How an uploaded file of features is understood. */
export interface FilePreview {
  file: { format: string; title: string; layer: string; layers?: string[]; encoding?: string };
  columns: string[];
  /** Values of the first features, as texts; their types of geometry. */
  sample: string[][];
  geometries: (string | null)[];
  featuresEstimate: number;
  /** The whole file was looked at. */
  complete: boolean;
  faults: Fault[];
  faultCounts: Record<string, number>;
  /** The system that the file says, or else its format; absent where neither does. */
  crs?: { code: string; name: string; by: 'file' | 'format' };
  /** Systems the coordinates may be in, likeliest first, where nothing says it. */
  candidates: string[];
  /** In the coordinates of the file. */
  extent?: Extent;
  points: [x: number, y: number][];
  /** The likeliest column to label with. */
  label?: string;
}

/** A cell of the sample as text. */
const cellText = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

/**
 * @param most features looked at, when less than a preview's will do
 * @returns undefined when the upload is no file of features
 * @throws Problem unreadable, too-large, unsupported-type, bad-request
 */
export async function previewFile(
  { files }: Upload,
  reading: Reading = {},
  most?: number,
): Promise<FilePreview | undefined> {
  const opened = await openFiles(files, reading);
  if (!opened) return undefined;
  try {
    const { crs, crsBy, sample, columns, ...rest } = await describe(opened, { most });
    const texts = sample.map(({ properties }) => columns.map((name) => cellText(properties[name])));
    const label = guessLabel(columns, texts);
    const { format, layer, layers, encoding } = opened;
    return {
      file: {
        format: format.name,
        title: format.title,
        layer,
        ...(layers ? { layers } : {}),
        ...(encoding ? { encoding } : {}),
      },
      columns,
      sample: texts,
      geometries: sample.map(({ geometry }) => geometry?.type ?? null),
      featuresEstimate: rest.featuresEstimate,
      complete: rest.complete,
      faults: rest.faults,
      faultCounts: rest.faultCounts,
      ...(crs ? { crs: { code: crs, name: findCrs(crs).name, by: crsBy! } } : {}),
      candidates: crs ? [] : guessCrs(rest.points),
      ...(rest.extent ? { extent: rest.extent } : {}),
      points: rest.points,
      ...(label === undefined ? {} : { label: columns[label]! }),
    };
  } finally {
    opened.close();
  }
}
