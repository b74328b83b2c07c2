import { Problem } from '@/lib/problems';
import { featureOfText } from './geojson-feature';
import { type FileFeature, type Member, type Opened, PIECE, type Reader, type ReadFrom } from './reader';
import { TextReader, textHead } from './text';

const RS = '\x1e';
const LARGEST_TEXT = 256 * 1024 * 1024;
const ENDINGS = ['.geojsonl', '.geojsons', '.geojsonseq', '.ndjson', '.ndgeojson'];

/** Whether the head of a file is that of a sequence: texts after RS, or an object a line. */
export function isSequence(head: Buffer, name: string): boolean {
  const text = textHead(head);
  if (text.startsWith(RS)) return true;
  if (!text.startsWith('{')) return false;
  if (ENDINGS.some((ending) => name.toLowerCase().endsWith(ending))) return true;
  const line = /^.*\}[ \t\r]*\n\s*\{/.exec(text)?.[0];
  if (!line) return false;
  try {
    JSON.parse(line.slice(0, line.lastIndexOf('\n')));
    return true;
  } catch {
    return false;
  }
}

async function* readSequence(
  member: Member,
  text: TextReader,
  { fromRow = 1, signal, findings }: ReadFrom,
): AsyncGenerator<FileFeature[]> {
  let rest = '';
  let separator: string | undefined;
  let row = 0;
  let piece: FileFeature[] = [];
  const add = (element: string) => {
    if (element.trim() === '') return; // RFC 7464: several RS in a row stand for nothing
    row++;
    if (row >= fromRow) piece.push(featureOfText(element, `[${row - 1}]`, findings));
  };
  for await (const next of text.pieces(signal)) {
    separator ??= next.trimStart().startsWith(RS) ? RS : '\n';
    const elements = (rest + next).split(separator);
    rest = elements.pop()!;
    if (rest.length > LARGEST_TEXT) {
      throw new Problem('too-large', `${member.path} holds a single object that is too large to read.`);
    }
    for (const element of elements) {
      add(element);
      if (piece.length >= PIECE) {
        yield piece;
        piece = [];
      }
    }
  }
  add(rest);
  if (piece.length > 0) yield piece;
}

export const geojsonseq: Reader = {
  name: 'geojsonseq',
  title: 'GeoJSONSeq',
  endings: ENDINGS,
  recognises: isSequence,

  async open(member: Member): Promise<Opened> {
    const text = new TextReader(member);
    return {
      crs: 'CRS84',
      crsBy: 'format',
      faults: [],
      judges: true,
      share: () => text.share(),
      read: (from = {}) => readSequence(member, text, from),
    };
  },
};
