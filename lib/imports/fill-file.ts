import { config } from '@/lib/config';
import { transformer } from '@/lib/crs/transform';
import { openFiles } from '@/lib/formats/all';
import { isEmpty, type Placed, placer } from '@/lib/formats/place';
import type { FileFeature, Opened } from '@/lib/formats/reader';
import { openWktTable } from '@/lib/formats/wkt-table';
import type { JobContext } from '@/lib/jobs/kind';
import { layerColumns } from '@/lib/layers/columns';
import type { Counts, Feature } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import { getUpload } from '@/lib/uploads/store';
import { type PourCheckpoint, pour } from './pour';
import { tableOf } from './preview';
import { POINT_COLUMNS } from './start';
import type { FileJobInput } from './start-file';

/** More columns than this are no table for a person. */
const MOST_COLUMNS = 2000;

interface Checkpoint extends PourCheckpoint {
  /** Names of the attributes seen so far, in order. */
  columns: string[];
}

/** A name a column can have: none is empty, and none is that of an object's prototype. */
const columnName = (name: string) => (name === '' || name === '__proto__' ? `column${name}` : name);

function cleanProperties(properties: Record<string, unknown>): Record<string, unknown> {
  if (!Object.hasOwn(properties, '') && !Object.hasOwn(properties, '__proto__')) return properties;
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [columnName(name), value]));
}

/** Only what is not in order says so: a sound layer has no columns but its own. */
function featureOf(
  n: number,
  { geometry, properties, fault }: FileFeature,
  place: (g: NonNullable<FileFeature['geometry']>) => Placed,
): Feature {
  const feature = { n, geometry: null, properties: cleanProperties(properties), level: null };
  const placed = fault ? { fault } : geometry && !isEmpty(geometry) ? place(geometry) : undefined;
  if (!placed)
    return { ...feature, status: 'skipped', answer: { jari_status: 'skipped', jari_reason: 'empty' } };
  if ('fault' in placed) {
    return { ...feature, status: 'error', answer: { jari_status: 'error', jari_reason: 'bad_geometry' } };
  }
  return { ...feature, geometry: placed.geometry, status: 'ok', answer: null };
}

async function open({ upload, reading, table, crs }: FileJobInput): Promise<Opened & { close?(): void }> {
  const found = await getUpload(upload);
  if (table) {
    const { format, ...rest } = table;
    return openWktTable(tableOf(found).path, format, { ...rest, rows: 0 });
  }
  const opened = await openFiles(found.files, { ...reading, crs });
  if (!opened) throw new Problem('unreadable', 'The upload is no file of features any more; send it again.');
  return opened;
}

async function* features(
  opened: Opened,
  input: FileJobInput,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Feature[]> {
  const place = placer(transformer(input.crs), input.repair);
  let n = after;
  for await (const piece of opened.read({ fromRow: after + 1, signal })) {
    signal.throwIfAborted();
    yield piece.map((feature) => featureOf(++n, feature, place));
    if (n > config.MAX_UPLOAD_ROWS) {
      throw new Problem(
        'too-large',
        `The file has more than ${config.MAX_UPLOAD_ROWS.toLocaleString('en')} features, the most allowed (MAX_UPLOAD_ROWS). Split it.`,
      );
    }
  }
}

/**
 * Fills the layer of a file of features, in its order.
 * @throws Problem too-large, unreadable
 */
export async function fillFromFile(context: JobContext<FileJobInput, Checkpoint>): Promise<Counts> {
  const { input, signal, checkpoint } = context;
  const opened = await open(input);
  const columns = new Set(checkpoint?.columns ?? input.columns.map(columnName));
  let odd = Object.keys(checkpoint?.counts ?? {}).some((status) => status !== 'ok');
  try {
    return await pour(context, {
      layer: input.layer,
      chunks: features(opened, input, checkpoint?.row ?? 0, signal),
      total: () => input.featuresEstimate,
      observe: ({ properties, status }) => {
        odd ||= status !== 'ok';
        for (const name in properties) columns.add(name);
        if (columns.size > MOST_COLUMNS) {
          throw new Problem(
            'too-large',
            `The features have more than ${MOST_COLUMNS.toLocaleString('en')} different attributes. Leave some out.`,
          );
        }
      },
      kept: () => ({ columns: [...columns] }),
      columns: () => layerColumns([...columns], odd ? POINT_COLUMNS : []),
    });
  } finally {
    opened.close?.();
  }
}
