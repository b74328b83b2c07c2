import { extname } from 'node:path';
import { Problem } from '@/lib/problems';
import { columnNames } from './columns';
import { decodeAll } from './decode';
import { sniffDelimiter } from './delimiter';
import { detectEncoding, type Look, lookAt } from './encoding';
import { looksLikeHeader } from './header';
import { isZip, refuseBinary, refuseText } from './kind';
import { checkSize, readRecords, tableFault, toRow } from './read';
import type { TextRecord } from './scan';
import { isBlank, SAMPLE, shape, titleRows } from './shape';
import type { TableFault, TableFormat, TablePreview } from './types';
import { describeWorkbook } from './workbook/read';

/** Text looked at to find the delimiter, in characters. */
const TEXT = 128 * 1024;

/** More columns than this are no table for a person, most likely a wrong delimiter. */
const MOST_COLUMNS = 2000;

async function firstRecords(
  path: string,
  format: TableFormat,
): Promise<{ records: TextRecord[]; all: boolean }> {
  let records: TextRecord[] = [];
  for await (const more of readRecords(path, format)) {
    records = records.concat(more);
    if (records.length > SAMPLE + 20) return { records, all: false };
  }
  return { records, all: true };
}

interface Found {
  format: TableFormat;
  faults: TableFault[];
  sheets?: string[];
  /** Rows of the sheet with its header, where it says so. */
  rows?: number;
}

function sniffText(bytes: Look, name: string, overrides: Partial<TableFormat>): Found {
  refuseBinary(bytes.head);
  const detected = detectEncoding(bytes);
  const encoding = overrides.encoding ?? detected.encoding;
  const faults = detected.sure || overrides.encoding ? [] : [tableFault('encoding-unsure', 1)];
  const decoded = decodeAll(bytes.head, encoding);
  const text = decoded.slice(0, TEXT);
  // A person who chose the encoding sees in the preview what it makes of the file.
  if (!overrides.encoding) refuseText(text);
  const complete = bytes.size <= bytes.head.length && decoded.length <= TEXT;
  const guess = sniffDelimiter(text, complete, extname(name).slice(1).toLowerCase());
  return { format: { ...guess, encoding, header: false }, faults };
}

async function sniffWorkbook(path: string, overrides: Partial<TableFormat>): Promise<Found> {
  const { sheets, sheet, rows } = await describeWorkbook(path, overrides.sheet);
  return {
    format: { kind: 'xlsx', encoding: 'utf-8', quote: false, header: false, sheet },
    faults: [],
    sheets,
    rows,
  };
}

/** The format with what a person decided; a delimiter makes it delimited. */
function decided(found: TableFormat, overrides: Partial<TableFormat>): TableFormat {
  const format: TableFormat = { ...found, ...overrides };
  if (overrides.delimiter && !overrides.kind && found.kind === 'lines') format.kind = 'delimited';
  if (format.kind !== 'delimited') return { ...format, delimiter: undefined, quote: false };
  format.delimiter ??= ',';
  if (found.kind === 'lines') format.quote = overrides.quote ?? true;
  return format;
}

/** Mean size of a record of the sample in the file. */
function bytesPerRecord(records: readonly TextRecord[], head: Buffer, { encoding }: TableFormat): number {
  const characters = records.reduce((sum, { values }) => sum + values.join('').length + values.length, 0);
  const perCharacter = Math.max(1, head.length / Math.max(1, decodeAll(head, encoding).length));
  return Math.max(1, (characters * perCharacter) / records.length);
}

/**
 * Looks at a table: how it is written, its columns and its first rows.
 *
 * @param overrides what a person has decided; the rest is found.
 * @param name the name the file had where it came from; its ending helps. The path's own when absent.
 * @param mostBytes largest size; MAX_UPLOAD_BYTES when absent.
 * @throws Problem saying what is wrong with the file and what to do: empty, too large, not a table.
 */
export async function sniffTable(
  path: string,
  overrides: Partial<TableFormat> = {},
  name: string = path,
  mostBytes?: number,
): Promise<TablePreview> {
  const bytes = await checkSize(path, mostBytes);
  if (bytes === 0) {
    throw new Problem('unreadable', 'The file is empty; upload a table with at least one row.');
  }
  const look = await lookAt(path);
  const { head } = look;
  const workbook = overrides.kind ? overrides.kind === 'xlsx' : isZip(head);
  const found = workbook ? await sniffWorkbook(path, overrides) : sniffText(look, name, overrides);
  const { faults, sheets } = found;
  const format = decided(found.format, overrides);

  const { records, all } = await firstRecords(path, format);
  const filled = records.filter((record) => !isBlank(record));
  if (filled.length === 0) {
    throw new Problem('unreadable', 'The file holds only blank lines; upload a table with at least one row.');
  }
  const first = filled.slice(0, SAMPLE).map(({ values }) => values);
  const titles = format.kind === 'lines' || overrides.header === false ? 0 : titleRows(first);
  format.header =
    overrides.header ?? (titles > 0 || looksLikeHeader(first, format.kind === 'lines' ? 'lines' : 'table'));
  if (titles > 0) faults.push(tableFault('title-rows', filled[0]!.line));

  const { header, width, before } = shape(records, format);
  const data = records.slice(before).filter((record) => !isBlank(record));
  const rows = data.slice(0, SAMPLE);
  const sample = rows.map((record, i) => toRow(record, i + 1, width, format.kind));
  const longest = sample.reduce((most, { values }) => Math.max(most, values.length), width);
  for (const { fault } of sample) if (fault) faults.push(fault);

  if (longest > MOST_COLUMNS) {
    const advice = 'Choose another delimiter, or leave out columns.';
    throw new Problem('too-large', `The table has ${longest.toLocaleString('en')} columns. ${advice}`);
  }

  const estimate =
    found.rows === undefined ? bytes / bytesPerRecord(filled, head, format) : found.rows - before;
  return {
    format,
    columns: columnNames(header, longest),
    sample: sample.map(({ values }) => [...values, ...Array<string>(longest - values.length).fill('')]),
    bytes,
    rowsEstimate: all ? data.length : Math.round(estimate),
    faults,
    ...(sheets ? { sheets } : {}),
  };
}
