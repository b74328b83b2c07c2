/**
 * Splits text into records and fields: RFC 4180, lenient, by pieces of any size, and fast: lines without a
 * quote are found and split by the engine's own indexOf and split.
 *
 * A quoted value that is never closed, or that goes on after its closing quote, does not swallow what
 * follows: its record then ends at the end of its line, and the value is given as written.
 */

export interface TextRecord {
  values: string[];
  /** Line of the file where the record begins, from 1. */
  line: number;
  fault?: 'bad-quote' | 'too-long';
}

export interface ScanOptions {
  /** Absent: a record is a line with one value. */
  delimiter?: string;
  quote: boolean;
}

/** A longer record is cut: no table has one, and memory stays bounded. */
const LONGEST_RECORD = 1024 * 1024;
/** Quoted values longer than this are taken for a quote that was never closed. */
const LONGEST_QUOTED = 64 * 1024;

const QUOTE = '"';

export class Scanner {
  private text = '';
  private line = 1;
  /** Inside a record that was cut for its length: skip to the end of its line. */
  private skipping = false;
  private afterCR = false;

  constructor(private readonly options: ScanOptions) {}

  /** Records that are complete with `piece`; the rest waits for the next piece. */
  push(piece: string): TextRecord[] {
    return this.scan(this.text ? this.text + piece : piece, false);
  }

  /** The records that the end of the file completes. */
  end(): TextRecord[] {
    return this.scan(this.text, true);
  }

  private scan(text: string, atEnd: boolean): TextRecord[] {
    const { delimiter, quote } = this.options;
    const records: TextRecord[] = [];
    let position = 0;
    let lf = -2; // next line feed at or after position; -2: not looked for, Infinity: none
    let cr = -2;
    let mark = quote ? -2 : Number.POSITIVE_INFINITY; // next quote
    const next = (character: string) => {
      const found = text.indexOf(character, position);
      return found < 0 ? Number.POSITIVE_INFINITY : found;
    };

    if (this.afterCR && text.length > 0) {
      if (text.charCodeAt(0) === 10) position = 1;
      this.afterCR = false;
    }
    for (;;) {
      if (lf < position) lf = next('\n');
      if (cr < position) cr = next('\r');
      let end = Math.min(lf, cr);
      const complete = end !== Number.POSITIVE_INFINITY;
      if (!complete) {
        if (!atEnd && text.length - position <= LONGEST_RECORD) break;
        if (atEnd && position >= text.length) break;
        end = text.length;
      }
      if (this.skipping) {
        if (!complete) {
          position = end;
          break;
        }
        this.skipping = false;
      } else {
        if (mark < position) mark = next(QUOTE);
        if (mark < end && delimiter !== undefined) {
          const record = this.quoted(text, position, end, atEnd);
          if (record === undefined) break; // goes on in the next piece
          end = record.end;
          records.push(record.record);
          this.line += record.newlines;
        } else {
          const line = text.slice(position, end);
          const values = delimiter === undefined ? [line] : line.split(delimiter);
          records.push({ values, line: this.line });
        }
        if (!complete && !atEnd) {
          // A line without end: what there is of it is the record, the rest is skipped.
          records.at(-1)!.fault = 'too-long';
          this.skipping = true;
          position = text.length;
          break;
        }
      }
      if (end >= text.length) {
        position = text.length;
        break;
      }
      this.line++;
      position = end + 1;
      if (text.charCodeAt(end) === 13) {
        if (position >= text.length) this.afterCR = true;
        else if (text.charCodeAt(position) === 10) position++;
      }
    }
    this.text = text.slice(position);
    return records;
  }

  /** A record with quotes that begins at `start`; undefined when more text is needed to tell. */
  private quoted(
    text: string,
    start: number,
    lineEnd: number,
    atEnd: boolean,
  ): { record: TextRecord; end: number; newlines: number } | undefined {
    const strict = this.strict(text, start, atEnd);
    if (strict === 'more') return undefined;
    if (strict !== 'bad') return strict;
    const values = lenientLine(text.slice(start, lineEnd), this.options.delimiter!);
    return { record: { values, line: this.line, fault: 'bad-quote' }, end: lineEnd, newlines: 0 };
  }

  private strict(text: string, start: number, atEnd: boolean) {
    const delimiter = this.options.delimiter!;
    const mayWait = !atEnd && text.length - start <= LONGEST_RECORD;
    const values: string[] = [];
    let newlines = 0;
    let at = start;
    for (;;) {
      if (text[at] === QUOTE) {
        const close = closingQuote(text, at);
        if (close < 0) {
          if (mayWait && text.length - at <= LONGEST_QUOTED) return 'more';
          return 'bad';
        }
        if (close - at > LONGEST_QUOTED) return 'bad';
        if (close + 1 >= text.length && mayWait) return 'more';
        const raw = text.slice(at + 1, close);
        values.push(raw.includes(QUOTE) ? raw.replaceAll('""', QUOTE) : raw);
        newlines += countNewlines(raw);
        at = close + 1;
      } else {
        let end = at;
        while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r')
          end++;
        if (end >= text.length && mayWait) return 'more';
        values.push(text.slice(at, end));
        at = end;
      }
      const character = text[at];
      if (character === delimiter) at++;
      else if (character === undefined || character === '\n' || character === '\r') break;
      else return 'bad';
    }
    return { record: { values, line: this.line }, end: at, newlines };
  }
}

/** Place of the quote that closes the one at `open`; -1 when there is none. */
function closingQuote(text: string, open: number): number {
  for (let at = open + 1; ; at += 2) {
    at = text.indexOf(QUOTE, at);
    if (at < 0 || text[at + 1] !== QUOTE) return at;
  }
}

function countNewlines(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) count++;
  }
  return count;
}

/** Splits one line with a faulty quote: sound quoted values as such, the others as they are written. */
function lenientLine(line: string, delimiter: string): string[] {
  const values: string[] = [];
  for (let at = 0; ; ) {
    if (line[at] === QUOTE) {
      const close = closingQuote(line, at);
      const after = line[close + 1];
      if (close > at && (after === delimiter || after === undefined)) {
        values.push(line.slice(at + 1, close).replaceAll('""', QUOTE));
        if (after === undefined) return values;
        at = close + 2;
        continue;
      }
    }
    const end = line.indexOf(delimiter, at);
    if (end < 0) {
      values.push(line.slice(at));
      return values;
    }
    values.push(line.slice(at, end));
    at = end + 1;
  }
}
