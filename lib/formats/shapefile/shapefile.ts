import { CrsError, findCrs } from '@/lib/crs/find';
import { Problem } from '@/lib/problems';
import { ByteReader, readSmall } from '../bytes';
import {
  type Fault,
  type FileFeature,
  type Member,
  type Opened,
  type OpenOptions,
  PIECE,
  type Reader,
  type ReadFrom,
} from '../reader';
import { DbfReader, readDbfHeader } from './dbf';
import { dbfEncoding } from './encoding';
import { KNOWN_SHAPES, ShapeError, shapeOf } from './shapes';

const HEADER = 100;
const MAGIC = 9994;
/** No single shape is this large; a length that is comes from damage. */
const LARGEST_RECORD = 256 * 1024 * 1024;

/** The file beside it with the same name and another ending, in any case. */
function sibling(main: Member, all: readonly Member[], ending: string): Member | undefined {
  const stem = main.path.toLowerCase().replace(/\.shp$/, '');
  const names = [`${stem}${ending}`, `${stem}.shp${ending}`];
  return all.find((member) => names.includes(member.path.toLowerCase()));
}

async function readHeader(
  member: Member,
): Promise<{ type: number; extent: [number, number, number, number] }> {
  const bytes = await ByteReader.open(member);
  try {
    if (!(await bytes.fill(HEADER)))
      throw new Problem(
        'unreadable',
        `${member.path} is shorter than the header of a shapefile. Get the file again.`,
      );
    const head = Buffer.from(bytes.take(HEADER));
    if (head.readInt32BE(0) !== MAGIC)
      throw new Problem(
        'unreadable',
        `${member.path} does not begin as a shapefile does. Get the file again.`,
      );
    const type = head.readInt32LE(32);
    if (!KNOWN_SHAPES.includes(type)) {
      const what = type === 31 ? 'MultiPatch (surfaces in space)' : `type ${type}`;
      throw new Problem('unsupported-type', `${member.path} holds shapes of ${what}, which are not read.`);
    }
    const [west, south, east, north] = [36, 44, 52, 60].map((at) => head.readDoubleLE(at));
    return { type, extent: [west!, south!, east!, north!] };
  } finally {
    bytes.close();
  }
}

/** The shapes of a .shp file, one after the other. */
class ShpReader {
  private bytes: ByteReader | undefined;
  private record = 0;

  constructor(
    private readonly member: Member,
    private readonly signal?: AbortSignal,
  ) {}

  position = () => this.bytes?.position ?? 0;

  /** undefined at the end. */
  async next(): Promise<Pick<FileFeature, 'geometry' | 'fault'> | undefined> {
    if (!this.bytes) {
      this.bytes = await ByteReader.open(this.member, this.signal);
      await this.bytes.skip(HEADER);
    }
    const { bytes } = this;
    if (!bytes.has(8) && !(await bytes.fill(8))) {
      if (await bytes.fill(1)) throw this.cutOff(this.record + 1);
      return undefined;
    }
    const length = bytes.take(8).readInt32BE(4) * 2;
    this.record++;
    if (length < 4 || length > LARGEST_RECORD) {
      throw new Problem(
        'unreadable',
        `${this.member.path} is damaged: record ${this.record.toLocaleString('en')} says it has ${length.toLocaleString('en')} bytes. Get the file again.`,
        { row: this.record },
      );
    }
    if (!bytes.has(length) && !(await bytes.fill(length))) throw this.cutOff(this.record);
    try {
      return { geometry: shapeOf(bytes.take(length)) };
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      return { geometry: null, fault: `The shape cannot be read: ${error.message}.` };
    }
  }

  private cutOff(record: number): Problem {
    return new Problem(
      'unreadable',
      `${this.member.path} ends within record ${record.toLocaleString('en')}, at byte ${this.member.bytes.toLocaleString('en')}: it is cut off. Get the file again.`,
      { row: record },
    );
  }

  close(): void {
    this.bytes?.close();
  }
}

async function prj(main: Member, all: readonly Member[], faults: Fault[]): Promise<string | undefined> {
  const member = sibling(main, all, '.prj');
  if (!member) {
    faults.push({
      path: main.path,
      rule: 'crs',
      severity: 'warning',
      message: 'There is no .prj file, so the file does not say its coordinate system.',
      repairable: false,
    });
    return undefined;
  }
  const text = (await readSmall(member))
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  try {
    const crs = findCrs(text);
    return crs.code === 'wkt' || crs.code === 'proj4' ? text : crs.code;
  } catch (error) {
    if (!(error instanceof CrsError)) throw error;
    faults.push({
      path: member.path,
      rule: 'crs',
      severity: 'warning',
      message: error.message,
      repairable: false,
    });
    return undefined;
  }
}

export const shapefile: Reader = {
  name: 'shapefile',
  title: 'Shapefile',
  endings: ['.shp'],
  recognises: (head, name) =>
    (head.length >= 4 && head.readInt32BE(0) === MAGIC && !/\.(?:shx|sbn|sbx)$/i.test(name)) ||
    /\.shp$/i.test(name),

  async open(main: Member, all: readonly Member[], options: OpenOptions): Promise<Opened> {
    const { extent } = await readHeader(main);
    const faults: Fault[] = [];
    const dbf = sibling(main, all, '.dbf');
    const header = dbf && (await readDbfHeader(dbf));
    const found = dbf && header && (await dbfEncoding(dbf, header, sibling(main, all, '.cpg')));
    const warn = (rule: string, message: string) =>
      faults.push({ path: main.path, rule, severity: 'warning', message, repairable: false });
    if (!dbf) warn('missing-dbf', 'There is no .dbf file, so the shapes have no attributes.');
    if (found?.ignored)
      warn('encoding', `The .cpg file names an encoding that is not known ("${found.ignored}").`);
    if (found && !found.sure && !options.encoding)
      warn('encoding', 'The encoding of the file is not sure; compare the preview.');
    const encoding = options.encoding ?? found?.encoding ?? 'utf-8';
    const makeDbf = () => (dbf && header ? new DbfReader(dbf, header, encoding) : undefined);
    const crs = await prj(main, all, faults);
    let shapes: ShpReader | undefined;

    async function* read({ fromRow = 1, signal }: ReadFrom = {}): AsyncGenerator<FileFeature[]> {
      const attributes = makeDbf();
      const shp = new ShpReader(main, signal);
      shapes = shp;
      let piece: FileFeature[] = [];
      let row = 0;
      try {
        for (;;) {
          const shape = await shp.next();
          const record = await attributes?.next();
          if (!shape) break;
          if (record?.deleted) continue;
          row++;
          if (row < fromRow) continue;
          piece.push({ ...shape, properties: record?.properties ?? {} });
          if (piece.length >= PIECE) {
            yield piece;
            piece = [];
          }
        }
        if (piece.length > 0) yield piece;
      } finally {
        shp.close();
        attributes?.close();
      }
    }
    const usable = extent.every((value) => Number.isFinite(value) && Math.abs(value) < 1e38);
    return {
      ...(crs ? { crs, crsBy: 'file' as const } : {}),
      columns: makeDbf()?.columns ?? [],
      ...(header ? { count: header.records } : {}),
      ...(usable ? { extent } : {}),
      ...(dbf ? { encoding } : {}),
      faults,
      share: () => Math.min(1, (shapes?.position() ?? 0) / Math.max(1, main.bytes)),
      read,
    };
  },
};
