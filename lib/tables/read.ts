import { stat } from 'node:fs/promises';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';
import { decodeFile } from './decode';
import { Scanner, type TextRecord } from './scan';
import { isBlank, SAMPLE, shape } from './shape';
import type { TableFault, TableFormat, TableRow } from './types';
import { readWorkbook } from './workbook/read';

const CHUNK = 2000;

interface Limits {
  bytes: number;
  rows: number;
}

export interface ReadOptions {
  /** MAX_UPLOAD_BYTES and MAX_UPLOAD_ROWS unless given. */
  limits?: Partial<Limits>;
  signal?: AbortSignal;
  /** First row wanted, from 1; those before are read but not given. */
  fromRow?: number;
}

/** Refuses a file that is larger than allowed. */
export async function checkSize(path: string, limit: number = config.MAX_UPLOAD_BYTES): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    throw new Problem(
      'unreadable',
      'The file cannot be opened: it is not there, is no file, or may not be read.',
    );
  }
  const { size } = found;
  if (size > limit) {
    throw new Problem(
      'too-large',
      `The file has ${size.toLocaleString('en')} bytes; at most ${limit.toLocaleString('en')} are allowed (MAX_UPLOAD_BYTES). Split it.`,
    );
  }
  return size;
}

/** The records of a file, whatever its kind, in pieces. */
export async function* readRecords(
  path: string,
  format: TableFormat,
  signal?: AbortSignal,
): AsyncGenerator<TextRecord[]> {
  if (format.kind === 'xlsx') {
    yield* readWorkbook(path, format.sheet, signal);
    return;
  }
  const delimiter = format.kind === 'lines' ? undefined : (format.delimiter ?? ',');
  const scanner = new Scanner({ delimiter, quote: format.quote && format.kind === 'delimited' });
  for await (const piece of decodeFile(path, format.encoding, signal)) yield scanner.push(piece);
  yield scanner.end();
}

const faultMessages: { [code in TableFault['code']]: string } = {
  'short-row': 'The row has fewer values than there are columns; the missing ones are empty.',
  'long-row': 'The row has more values than there are columns; the others are kept under names of their own.',
  'bad-quote':
    'A quote (") in the row is not closed or goes on after its end; the value is given as written.',
  undecodable: 'Some bytes of the row are not of the encoding of the file; they are shown as \ufffd.',
  nul: 'The row held NUL bytes; they are left out.',
  'too-long': 'The row is longer than 1 MB and was cut.',
  'title-rows': 'The rows above the header are taken for a title and left out.',
  'encoding-unsure': 'The encoding of the file is not sure; compare the preview.',
};

export function tableFault(code: TableFault['code'], line: number): TableFault {
  return { code, message: faultMessages[code], line };
}

/** A record as a row of `width` columns, with what was wrong with it. Rows of a sheet are never too short. */
export function toRow(record: TextRecord, n: number, width: number, kind: TableFormat['kind']): TableRow {
  let { values } = record;
  let code: TableFault['code'] | undefined = record.fault;
  let odd = false;
  for (const value of values) odd ||= value.includes('\0') || value.includes('\ufffd');
  if (odd) {
    code ??= values.some((value) => value.includes('\ufffd')) ? 'undecodable' : 'nul';
    values = values.map((value) => value.replaceAll('\0', ''));
  }
  while (values.length > width && values.at(-1) === '') values.pop();
  if (values.length > width) code ??= 'long-row';
  if (values.length < width) {
    if (kind !== 'xlsx') code ??= 'short-row';
    while (values.length < width) values.push('');
  }
  return code ? { n, values, fault: tableFault(code, record.line) } : { n, values };
}

/**
 * Reads a table row by row, in order, in pieces of about 2,000 rows; memory does not grow with the file.
 * Blank lines are rows without values, but not before the first and after the last row with a value.
 *
 * @param format as `sniffTable` found it or a person corrected it.
 * @throws Problem `too-large` beyond a limit, `unreadable` when the file is not of the format; the faults of
 *   single rows do not throw, they come with the row.
 */
export async function* readTable(
  path: string,
  format: TableFormat,
  { limits = {}, signal, fromRow = 1 }: ReadOptions = {},
): AsyncGenerator<TableRow[]> {
  const maxRows = limits.rows ?? config.MAX_UPLOAD_ROWS;
  await checkSize(path, limits.bytes);

  let waiting: TextRecord[] | undefined = []; // the first records, until the number of columns is known
  let width = 0;
  let n = 0;
  let blanks: TextRecord[] = []; // given only when a row with a value follows
  let chunk: TableRow[] = [];

  const add = (record: TextRecord) => {
    n++;
    if (n > maxRows) {
      throw new Problem(
        'too-large',
        `The table has more than ${maxRows.toLocaleString('en')} rows, the most allowed (MAX_UPLOAD_ROWS). Split it.`,
      );
    }
    if (n >= fromRow) chunk.push(toRow(record, n, width, format.kind));
  };
  const take = (record: TextRecord) => {
    if (isBlank(record)) {
      if (n > 0 && blanks.length < maxRows) blanks.push(record);
      return;
    }
    for (const blank of blanks) add({ ...blank, values: Array<string>(width).fill('') });
    if (blanks.length > 0) blanks = [];
    add(record);
  };
  const begin = (first: TextRecord[]) => {
    const found = shape(first, format);
    width = found.width;
    for (const record of first.slice(found.before)) take(record);
  };

  for await (const records of readRecords(path, format, signal)) {
    signal?.throwIfAborted();
    if (waiting) {
      waiting = waiting.concat(records);
      if (waiting.length < SAMPLE + 1) continue;
      begin(waiting);
      waiting = undefined;
    } else {
      for (const record of records) take(record);
    }
    for (; chunk.length >= CHUNK; chunk = chunk.slice(CHUNK)) yield chunk.slice(0, CHUNK);
  }
  if (waiting) begin(waiting);
  for (; chunk.length > 0; chunk = chunk.slice(CHUNK)) yield chunk.slice(0, CHUNK);
}
