import { createReadStream } from 'node:fs';
import { findCrs } from '@/lib/crs/find';
import { crsText } from '@/lib/crs/write-wkt';
import { Problem } from '@/lib/problems';
import type { Layer } from '../../types';
import type { Exporter, ExportOptions } from '../exporter';
import { chosenColumns, recordPages } from '../records';
import { shapesOf } from '../shapes';
import { inTemporaryFolder } from '../temporary';
import { type ZipMember, zipped } from '../zip';
import { type Field, fieldsOf, TEXT_BYTES } from './fields';
import { ShapeFiles } from './files';
import { type Kind, piecesOf } from './shape';

const MAX_FIELDS = 255;
const MAX_RECORD = 65_535;

const KINDS: Record<string, Kind | undefined> = {
  Point: 'points',
  MultiPoint: 'multipoints',
  LineString: 'lines',
  MultiLineString: 'lines',
  Polygon: 'polygons',
  MultiPolygon: 'polygons',
};

/** A file name that every system takes and that still tells the layer. */
const fileName = (name: string) =>
  name
    .replace(/[^\p{L}\p{N}._ -]+/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, 60) || 'layer';

function checkFields(fields: readonly Field[]): void {
  const width = fields.reduce((sum, field) => sum + field.width, 1);
  if (fields.length > MAX_FIELDS || width > MAX_RECORD) {
    throw new Problem(
      'too-large',
      `A Shapefile holds at most ${MAX_FIELDS} columns of ${MAX_RECORD} bytes together, and here are ${fields.length} of ${width}; leave columns out.`,
    );
  }
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const fieldList = (fields: readonly Field[]) =>
  `\ufefffield,column\r\n${fields.map(({ name, column }) => `${quoted(name)},${quoted(column)}\r\n`).join('')}`;

/** What was changed on the way, as sentences. */
function notesOf(files: ShapeFiles[], fields: readonly Field[], split: number): string[] {
  const renamed = fields.filter(({ name, column }) => name !== column).length;
  const cut = files.reduce((sum, file) => sum + file.cut, 0);
  const notes: string[] = [];
  if (renamed > 0) {
    notes.push(
      `${renamed} column names were changed to fit the 10 bytes that a Shapefile has for them; fields.csv lists the full names.`,
    );
  }
  if (cut > 0) notes.push(`${cut} texts were cut to the ${TEXT_BYTES} bytes that a Shapefile has for them.`);
  if (files.length > 1) {
    notes.push('A Shapefile holds one kind of geometry, so each kind has a file of its own in the archive.');
  }
  if (split > 0) notes.push(`${split} geometry collections were split among the files of their parts.`);
  return notes;
}

async function* write(layer: Layer, options: ExportOptions, folder: string): AsyncGenerator<Uint8Array> {
  const projection = crsText(findCrs(options.crs ?? 'EPSG:4326'));
  const columns = chosenColumns(layer, options);
  const own = await fieldsOf(layer, columns, options);
  // A table without a column is none.
  const fields: Field[] =
    own.length > 0 ? own : [{ name: 'n', column: 'n', type: 'N', width: 10, decimals: 0 }];
  checkFields(fields);
  const shapes = await shapesOf(layer, options);
  const first = shapes.map(({ type }) => KINDS[type]).find((kind) => kind) ?? 'points';
  const open = new Map<Kind, ShapeFiles>();
  const high = (kind: Kind) => shapes.some(({ type, z }) => z && (KINDS[type] ?? kind) === kind);
  const file = async (kind: Kind) => {
    const files = open.get(kind) ?? (await ShapeFiles.open(folder, kind, high(kind), fields));
    open.set(kind, files);
    return files;
  };
  let split = 0;
  try {
    for await (const page of recordPages(layer, options)) {
      for (const { n, geometry, values } of page) {
        const row = own.length > 0 ? values : [n];
        const pieces = geometry ? piecesOf(geometry) : [];
        if (pieces.length > 1) split++;
        if (pieces.length === 0) (await file(first)).add([], row);
        for (const { kind, parts } of pieces) (await file(kind)).add(parts, row);
      }
      for (const files of open.values()) await files.flush();
    }
    await file(first);
    for (const files of open.values()) await files.finish();
  } finally {
    for (const files of open.values()) await files.close();
  }
  const all = [...open.values()];
  const notes = notesOf(all, fields, split);
  for (const note of notes) options.onNote?.(note);
  const base = fileName(layer.name);
  const members = all.flatMap((files): ZipMember[] => {
    const name = all.length > 1 ? `${base}_${files.kind}` : base;
    return [
      ...files
        .paths()
        .map(([ending, path]) => ({ name: `${name}.${ending}`, content: () => createReadStream(path) })),
      { name: `${name}.prj`, content: projection },
      { name: `${name}.cpg`, content: 'UTF-8' },
    ];
  });
  members.push({ name: 'fields.csv', content: fieldList(fields) });
  if (notes.length > 0) members.push({ name: 'notes.txt', content: `${notes.join('\r\n')}\r\n` });
  yield* zipped(members);
}

/**
 * A ZIP of ESRI Shapefiles (Technical Description, 1998), one for each kind of geometry, with .prj and .cpg
 * (UTF-8). Rows without a place are null shapes in the file of the commonest kind.
 */
export const shapefile: Exporter = {
  name: 'shapefile',
  title: 'Shapefile',
  ending: 'zip',
  mediaType: 'application/zip',
  anyCrs: true,
  whole: true,
  write: (layer, options) => inTemporaryFolder((folder) => write(layer, options, folder)),
};
