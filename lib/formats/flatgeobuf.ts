import * as flatbuffers from 'flatbuffers';
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { Feature } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { parseProperties } from 'flatgeobuf/lib/mjs/generic/feature.js';
import { fromGeometry } from 'flatgeobuf/lib/mjs/geojson/geometry.js';
import { fromByteBuffer, type HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js';
import { calcTreeSize } from 'flatgeobuf/lib/mjs/packedrtree.js';
import { CrsError, findCrs } from '@/lib/crs/find';
import { Problem } from '@/lib/problems';
import { ByteReader } from './bytes';
import {
  type Fault,
  type FileFeature,
  type Member,
  type Opened,
  PIECE,
  type Reader,
  type ReadFrom,
} from './reader';

const MAGIC = Buffer.from('6667620366676200', 'hex');
const LARGEST_HEADER = 16 * 1024 * 1024;
const LARGEST_FEATURE = 256 * 1024 * 1024;

const damaged = (member: Member, why: string) =>
  new Problem('unreadable', `${member.path} is no whole FlatGeobuf file: ${why}. Get the file again.`);

/** A buffer of its own: the library reads numbers at places that are multiples of their size. */
const aligned = (bytes: Buffer) => new flatbuffers.ByteBuffer(new Uint8Array(bytes));

async function readHeader(bytes: ByteReader, member: Member): Promise<HeaderMeta> {
  if (!(await bytes.fill(12))) throw damaged(member, 'it is shorter than its header');
  const start = bytes.take(8);
  if (
    !start.subarray(0, 3).equals(MAGIC.subarray(0, 3)) ||
    !start.subarray(4, 7).equals(MAGIC.subarray(4, 7))
  )
    throw damaged(member, 'its first bytes are others');
  if (start[3] !== MAGIC[3]) throw damaged(member, `it is of version ${start[3]}, not 3`);
  // The header goes on with its size, which the library reads again.
  const size = bytes.take(4);
  const length = size.readUInt32LE(0);
  const prefix = Buffer.from(size);
  if (length > LARGEST_HEADER || !(await bytes.fill(length)))
    throw damaged(member, 'it ends within its header');
  return fromByteBuffer(aligned(Buffer.concat([prefix, bytes.take(length)])));
}

/** What the header says of the system: its code where it has one that is known, else its WKT. */
function crsOf({ crs }: HeaderMeta, path: string, faults: Fault[]): string | undefined {
  if (!crs) return undefined;
  const names = [crs.code ? `${crs.org ?? 'EPSG'}:${crs.code}` : '', crs.code_string ?? '', crs.wkt ?? ''];
  let fault: CrsError | undefined;
  for (const name of names.filter(Boolean)) {
    try {
      findCrs(name);
      return name;
    } catch (error) {
      if (!(error instanceof CrsError)) throw error;
      fault ??= error;
    }
  }
  if (fault)
    faults.push({ path, rule: 'crs', severity: 'warning', message: fault.message, repairable: false });
  return undefined;
}

function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

function featureOf(bytes: Buffer, header: HeaderMeta): FileFeature {
  const feature = Feature.getSizePrefixedRootAsFeature(aligned(bytes));
  const properties: Record<string, unknown> = {};
  for (const column of header.columns ?? []) properties[column.name] = null;
  const binary = header.columns?.some((column) => column.type === ColumnType.Binary);
  const given = parseProperties(feature, header.columns) as Record<string, unknown>;
  for (const name in given) properties[name] = binary ? plain(given[name]) : given[name];
  const geometry = feature.geometry();
  if (!geometry) return { geometry: null, properties };
  const type = header.geometryType === GeometryType.Unknown ? geometry.type() : header.geometryType;
  if (type > GeometryType.GeometryCollection) {
    return { geometry: null, properties, fault: `Geometries of type ${GeometryType[type]} are not read.` };
  }
  if (!geometry.xyArray() && geometry.partsLength() === 0) return { geometry: null, properties };
  return { geometry: fromGeometry(geometry, type) as FileFeature['geometry'], properties };
}

export const flatgeobuf: Reader = {
  name: 'flatgeobuf',
  title: 'FlatGeobuf',
  endings: ['.fgb'],
  recognises: (head) =>
    head.subarray(0, 3).equals(MAGIC.subarray(0, 3)) && head.subarray(4, 7).equals(MAGIC.subarray(4, 7)),

  async open(member: Member): Promise<Opened> {
    const first = await ByteReader.open(member);
    const header = await readHeader(first, member).finally(() => first.close());
    const faults: Fault[] = [];
    const crs = crsOf(header, member.path, faults);
    let position = 0;

    async function* read({ fromRow = 1, signal }: ReadFrom = {}): AsyncGenerator<FileFeature[]> {
      const bytes = await ByteReader.open(member, signal);
      try {
        const { indexNodeSize, featuresCount } = await readHeader(bytes, member);
        const index = indexNodeSize > 0 ? calcTreeSize(featuresCount, indexNodeSize) : 0;
        if (!(await bytes.skip(index))) throw damaged(member, 'it ends within its index');
        let piece: FileFeature[] = [];
        for (let row = 1; bytes.has(4) || (await bytes.fill(4)); row++) {
          const prefix = Buffer.from(bytes.take(4));
          const length = prefix.readUInt32LE(0);
          if (length > LARGEST_FEATURE || !(bytes.has(length) || (await bytes.fill(length)))) {
            throw damaged(
              member,
              `it ends within feature ${row.toLocaleString('en')} of ${featuresCount.toLocaleString('en')}`,
            );
          }
          const body = bytes.take(length);
          position = bytes.position;
          if (row < fromRow) continue;
          piece.push(featureOf(Buffer.concat([prefix, body]), header));
          if (piece.length >= PIECE) {
            yield piece;
            piece = [];
          }
        }
        if (await bytes.fill(1)) throw damaged(member, 'something is left after its last feature');
        if (piece.length > 0) yield piece;
      } finally {
        bytes.close();
      }
    }
    const [west, south, east, north] = header.envelope ?? [];
    const extent = [west, south, east, north];
    return {
      ...(crs ? { crs, crsBy: 'file' as const } : {}),
      columns: header.columns?.map(({ name }) => name) ?? [],
      ...(header.featuresCount > 0 ? { count: header.featuresCount } : {}),
      ...(extent.every(Number.isFinite) ? { extent: extent as Opened['extent'] } : {}),
      faults,
      share: () => Math.min(1, position / Math.max(1, member.bytes)),
      read,
    };
  },
};
