import { createReadStream } from 'node:fs';
import { Problem } from '@/lib/problems';
import { checkObject, parseText } from './check';
import { type Bounds, widen } from './check-geometry';
import { type Finding, Findings } from './findings';
import { FeatureSplitter } from './split';

/** What must be held whole: a single geometry, or one feature. */
const LARGEST_TEXT = 256 * 1024 * 1024;
const RS = '\x1e';

/** The text of a file in pieces; ends with a finding at the first byte that is not UTF-8. */
async function* readText(path: string, findings: Findings): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let read = 0;
  let line = 1;
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      const text = decoder.decode(bytes as Buffer, { stream: true });
      read += (bytes as Buffer).length;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) line++;
      yield text;
    }
    decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw new Problem('unreadable', `The file ${path} cannot be read: ${(error as Error).message}.`);
    }
    findings.add(
      '',
      'encoding',
      `The file is not UTF-8: a wrong byte follows byte ${read.toLocaleString('en')} (line ${line} or later).`,
    );
  }
}

/** A GeoJSON text sequence (RFC 8142): texts after RS, each ended by a line feed. */
class SequenceCheck {
  private text = '';
  private index = -1; // the text before the first RS is none

  constructor(private readonly findings: Findings) {}

  push(piece: string): void {
    const texts = (this.text + piece).split(RS);
    this.text = texts.pop()!;
    for (const text of texts) this.check(text);
  }

  end(): void {
    this.check(this.text);
  }

  private check(text: string): void {
    const index = this.index++;
    if (text.trim() === '') return; // RFC 7464: several RS in a row stand for nothing
    if (index < 0) {
      this.findings.add('', 'sequence', 'Something stands before the first record separator (0x1E).');
      return;
    }
    const path = `[${index}]`;
    if (!text.endsWith('\n')) {
      this.findings.add(path, 'sequence', 'The text does not end with a line feed: it may be cut off.');
    }
    const value = parseText(text, path, this.findings);
    if (value !== undefined) checkObject(value, path, this.findings);
  }
}

class CollectionCheck {
  private readonly splitter = new FeatureSplitter();
  private index = 0;
  private bounds: Bounds | undefined;

  constructor(private readonly findings: Findings) {}

  /** False when there is no use in reading on. */
  push(piece: string): boolean {
    for (const text of this.splitter.push(piece)) {
      const path = `features[${this.index++}]`;
      const value = parseText(text, path, this.findings);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        this.bounds = widen(this.bounds, checkObject(value, path, this.findings, 'Feature'));
      } else if (value !== undefined) this.findings.add(path, 'value', 'An object is expected here.');
    }
    if (this.splitter.rest.length <= LARGEST_TEXT) return !this.splitter.trailing;
    this.findings.add('', 'too-large', 'What is not a feature of a FeatureCollection is too large to check.');
    return false;
  }

  end(): void {
    const { rest, trailing } = this.splitter;
    if (rest.length > LARGEST_TEXT) return;
    if (trailing) {
      this.findings.add(
        '',
        'json',
        'Something follows the end of the first object. One object a line is not GeoJSON; a sequence (RFC 8142) has a record separator (0x1E) before each.',
      );
      return;
    }
    const value = parseText(rest, '', this.findings);
    if (value !== undefined) checkObject(value, '', this.findings, 'any', 0, this.bounds);
  }
}

/**
 * Checks a file of any size: a FeatureCollection feature by feature, a GeoJSON text sequence (RFC 8142) text
 * by text, anything else whole. Finds what `checkGeoJSON` finds, in paths alike; texts of a sequence are
 * `[0]`, `[1]`, ...
 *
 * @throws Problem when the file cannot be read.
 */
export async function checkFile(path: string): Promise<Finding[]> {
  const findings = new Findings();
  let checker: SequenceCheck | CollectionCheck | undefined;
  for await (let piece of readText(path, findings)) {
    if (!checker) {
      if (piece.startsWith('\ufeff')) {
        findings.add('', 'bom', 'The text begins with a byte order mark.');
        piece = piece.slice(1);
      }
      checker = piece.startsWith(RS) ? new SequenceCheck(findings) : new CollectionCheck(findings);
    }
    if (checker.push(piece) === false) break;
  }
  const broken = findings.all().some(({ rule }) => rule === 'encoding');
  if (broken) return findings.all();
  (checker ?? new CollectionCheck(findings)).end();
  return findings.all();
}
