import { findCrs } from '@/lib/crs/find';
import { checkObject } from '@/lib/geojson/check';
import { crsMember } from '@/lib/geojson/crs-member';
import { FeatureSplitter } from '@/lib/geojson/split';
import { Problem } from '@/lib/problems';
import { featureOf, featureOfText } from './geojson-feature';
import { isSequence } from './geojsonseq';
import {
  type Fault,
  type FileFeature,
  type Member,
  type Opened,
  type OpenOptions,
  PIECE,
  type Reader,
  type ReadFrom,
} from './reader';
import { TextReader, textHead } from './text';

/** What must be held whole: one feature, or what is not a collection. */
const LARGEST_TEXT = 256 * 1024 * 1024;
/** How far into a file its head is looked for: what stands before its features. */
const LARGEST_HEAD = 1024 * 1024;

type Whole = Record<string, unknown> | undefined;

function parse(text: string): Whole {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Whole) : undefined;
  } catch {
    return undefined;
  }
}

/** The members of the file that stand before its features. */
async function readHead(member: Member): Promise<Whole> {
  const splitter = new FeatureSplitter();
  for await (const piece of new TextReader(member).pieces()) {
    splitter.push(piece);
    if (splitter.seenFeatures) return parse(`${splitter.rest.replace(/\][^[]*$/, '')}]}`);
    if (splitter.rest.length > LARGEST_HEAD) return undefined;
  }
  return parse(splitter.rest);
}

const notGeoJSON = (member: Member, type: unknown) =>
  new Problem(
    'unsupported-type',
    type === 'Topology'
      ? `${member.path} is TopoJSON, which is not read; save it as GeoJSON.`
      : `${member.path} is JSON but not GeoJSON: its "type" is ${JSON.stringify(type)?.slice(0, 40) ?? 'missing'}.`,
  );

const cutOff = (member: Member, features: number) =>
  new Problem(
    'unreadable',
    `${member.path} ends within its JSON, after ${features.toLocaleString('en')} whole features: it is cut off. Get the file again.`,
  );

class Collection {
  constructor(
    private readonly member: Member,
    private readonly text: TextReader,
    /** The system is known without what may stand at the end. */
    private readonly settled: boolean,
  ) {}

  async *read({ fromRow = 1, signal, findings }: ReadFrom = {}): AsyncGenerator<FileFeature[]> {
    const splitter = new FeatureSplitter();
    let row = 0;
    let piece: FileFeature[] = [];
    for await (const text of this.text.pieces(signal)) {
      for (const element of splitter.push(text)) {
        row++;
        if (row >= fromRow) piece.push(featureOfText(element, `features[${row - 1}]`, findings));
        if (piece.length >= PIECE) {
          yield piece;
          piece = [];
        }
      }
      if (splitter.rest.length > LARGEST_TEXT) {
        throw new Problem(
          'too-large',
          `${this.member.path} holds a single object that is too large to read.`,
        );
      }
    }
    if (piece.length > 0) yield piece;
    const rest = this.end(splitter, row);
    if (rest.type === 'FeatureCollection') {
      if (findings) checkObject(rest, '', findings);
    } else if (row === 0 && fromRow === 1) yield [featureOf(rest, '', findings)];
  }

  /** What is left when the features are taken out: the collection, or the one object of the file. */
  private end(splitter: FeatureSplitter, features: number): Record<string, unknown> {
    if (splitter.trailing) {
      throw new Problem(
        'unreadable',
        `${this.member.path} goes on after its first object. One object a line is no GeoJSON but a sequence: name it .geojsonl.`,
      );
    }
    if (!splitter.ended) throw cutOff(this.member, features);
    const rest = parse(splitter.rest);
    if (!rest)
      throw new Problem(
        'unreadable',
        `${this.member.path} is not whole JSON: something is wrong outside of its features.`,
      );
    if (rest.crs !== undefined && !this.settled) {
      throw new Problem(
        'unreadable',
        `${this.member.path} names its coordinate system after its features; choose the system by hand.`,
        { parameter: 'crs' },
      );
    }
    return rest;
  }
}

export const geojson: Reader = {
  name: 'geojson',
  title: 'GeoJSON',
  endings: ['.geojson', '.json'],
  recognises: (head, name) => textHead(head).startsWith('{') && !isSequence(head, name),

  async open(member: Member, _: readonly Member[], options: OpenOptions): Promise<Opened> {
    const head = await readHead(member);
    const types = ['FeatureCollection', 'Feature', 'Point', 'LineString', 'Polygon', 'GeometryCollection'];
    if (head && !types.includes(String(head.type).replace(/^Multi/, ''))) {
      // "type" may stand after the features; of an object without features it is all there is.
      if (!Array.isArray(head.features)) throw notGeoJSON(member, head.type);
    }
    const faults: Fault[] = [];
    let crs: string | undefined = 'CRS84';
    const named = head !== undefined && Object.hasOwn(head, 'crs');
    try {
      if (named) {
        crs = crsMember(head.crs);
        findCrs(crs);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      crs = undefined;
      faults.push({ path: 'crs', rule: 'crs', severity: 'error', message: error.message, repairable: false });
    }
    const text = new TextReader(member);
    return {
      crs,
      crsBy: named ? 'file' : 'format',
      faults,
      judges: true,
      share: () => text.share(),
      read: (from) => new Collection(member, text, named || options.crs !== undefined).read(from),
    };
  },
};
