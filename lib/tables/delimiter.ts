import { Scanner, type TextRecord } from './scan';
import { isBlank, usualWidth } from './shape';
import { DELIMITERS, type Delimiter } from './types';

interface Guess {
  kind: 'delimited' | 'lines';
  delimiter?: Delimiter;
  quote: boolean;
}

function records(text: string, delimiter: Delimiter, complete: boolean): TextRecord[] {
  const scanner = new Scanner({ delimiter, quote: true });
  const found = scanner.push(text);
  if (complete) found.push(...scanner.end());
  return found.filter((record) => !isBlank(record)).slice(0, 300);
}

/** How much a text looks like a table of `delimiter`: share of the rows with the usual number of values. */
function consistency(rows: readonly TextRecord[]): { share: number; width: number } {
  const width = usualWidth(rows.map(({ values }) => values));
  const fitting = rows.filter(
    ({ values: { length }, values }) => length === width || (length === width + 1 && values[width] === ''),
  );
  return { share: fitting.length / Math.max(1, rows.length), width };
}

/** Whether nearly every comma is followed by a space, as in prose and in written addresses. */
function writtenCommas(text: string): boolean {
  const commas = text.split(',').length - 1;
  return commas > 0 && (text.match(/, /g)?.length ?? 0) >= commas * 0.9;
}

/**
 * The delimiter of a text, or that it is one value a line.
 *
 * @param text the beginning of the file; `complete` when it is the whole.
 * @param extension of the file's name, lower case without dot: decides for comma lists of addresses.
 */
export function sniffDelimiter(text: string, complete: boolean, extension: string): Guess {
  const guesses = DELIMITERS.map((delimiter) => {
    const rows = records(text, delimiter, complete);
    return { delimiter, first: rows[0]?.values.length ?? 1, ...consistency(rows), rows };
  }).filter(({ width, share }) => width > 1 && share >= 0.6);

  const best = guesses
    .filter(({ delimiter, first, share }) => {
      if (delimiter !== ',') return true;
      // Addresses with commas, one a line: not a table, unless the name of the file says it is one.
      if (writtenCommas(text) && extension !== 'csv') return false;
      return first > 1 || share > 0.9 || extension === 'csv';
    })
    .sort((a, b) => Math.round(b.share * 10) - Math.round(a.share * 10) || b.width - a.width)[0];
  if (best) {
    const quoted =
      best.rows.some(({ fault }) => fault === 'bad-quote') && !text.includes(`"${best.delimiter}`);
    return { kind: 'delimited', delimiter: best.delimiter, quote: !quoted };
  }
  // One column: quoted like CSV, or plain lines.
  const quoted = text.split(/[\r\n]+/).some((line) => /^".*"$/.test(line));
  return quoted ? { kind: 'delimited', delimiter: ',', quote: true } : { kind: 'lines', quote: false };
}
