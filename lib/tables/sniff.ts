import { extname } from 'node:path';
import { Problem } from '@/lib/problems';
import { columnNames } from './columns';
import { decodeAll } from './decode';
import { sniffDelimiter } from './delimiter';
import { detectEncoding, lookAt } from './encoding';
import { looksLikeHeader } from './header';
import { isZip, refuseBinary, refuseText } from './kind';
import { checkSize, isBlank, readRecords, SAMPLE, shape, tableFault, toRow } from './read';
import type { TextRecord } from './scan';
import type { TableFault, TableFormat, TablePreview } from './types';
import { sheetNames } from './workbook/read';

/** Text looked at to find the delimiter, in characters. */
const TEXT = 128 * 1024;

async function firstRecords(
  path: string,
  format: TableFormat,
): Promise<{ records: TextRecord[]; all: boolean }> {
  const records: TextRecord[] = [];
  for await (const more of readRecords(path, format)) {
    records.push(...more);
    if (records.length > SAMPLE + 20) return { records, all: false };
  }
  return { records, all: true };
}

interface Found {
  format: TableFormat;
  faults: TableFault[];
  sheets?: string[];
}

async function sniffText(path: string, name: string, overrides: Partial<TableFormat>): Promise<Found> {
  const bytes = await lookAt(path);
  refuseBinary(bytes.head);
  const detected = detectEncoding(bytes);
  const encoding = overrides.encoding ?? detected.encoding;
  const faults = detected.sure || overrides.encoding ? [] : [tableFault('encoding-unsure', 1)];
  const decoded = decodeAll(bytes.head, encoding);
  const text = decoded.slice(0, TEXT);
  refuseText(text);
  const complete = bytes.size <= bytes.head.length && decoded.length <= TEXT;
  const guess = sniffDelimiter(text, complete, extname(name).slice(1).toLowerCase());
  return { format: { ...guess, encoding, header: false }, faults };
}

async function sniffWorkbook(path: string, overrides: Partial<TableFormat>): Promise<Found> {
  const sheets = await sheetNames(path);
  const sheet = overrides.sheet ?? sheets[0];
  return {
    format: { kind: 'xlsx', encoding: 'utf-8', quote: false, header: false, sheet },
    faults: [],
    sheets,
  };
}

/**
 * Looks at a table: how it is written, its columns and its first rows.
 *
 * @param overrides what a person has decided; the rest is found.
 * @param name the name the file had where it came from; its ending helps. The path's own when absent.
 * @throws Problem saying what is wrong with the file and what to do: empty, too large, not a table.
 */
export async function sniffTable(
  path: string,
  overrides: Partial<TableFormat> = {},
  name: string = path,
): Promise<TablePreview> {
  const bytes = await checkSize(path);
  if (bytes === 0)
    throw new Problem('unreadable', 'The file is empty; upload a table with at least one row.');
  const { head } = await lookAt(path);
  const workbook = overrides.kind ? overrides.kind === 'xlsx' : isZip(head);
  const {
    format: found,
    faults,
    sheets,
  } = workbook ? await sniffWorkbook(path, overrides) : await sniffText(path, name, overrides);
  const format: TableFormat = { ...found, ...overrides };
  if (format.kind === 'delimited') format.delimiter ??= ',';

  const { records, all } = await firstRecords(path, format);
  const filled = records.filter((record) => !isBlank(record));
  if (filled.length === 0) {
    throw new Problem('unreadable', 'The file holds only blank lines; upload a table with at least one row.');
  }
  const first = filled.slice(0, SAMPLE).map(({ values }) => values);
  format.header = overrides.header ?? looksLikeHeader(first, format.kind === 'lines' ? 'lines' : 'table');

  const { header, width } = shape(records, format);
  const rows = filled.slice(format.header ? 1 : 0, SAMPLE + 1).slice(0, SAMPLE);
  const sample = rows.map((record, i) => toRow(record, i + 1, width, format.kind));
  const longest = sample.reduce((most, { values }) => Math.max(most, values.length), width);
  for (const { fault } of sample) if (fault) faults.push(fault);

  const data = filled.length - (format.header ? 1 : 0);
  const sampled = filled.reduce((sum, { values }) => sum + values.join('').length + values.length, 0);
  const perCharacter = Math.max(1, head.length / Math.max(1, decodeAll(head, format.encoding).length));
  return {
    format,
    columns: columnNames(header, longest),
    sample: sample.map(({ values }) => [...values, ...Array<string>(longest - values.length).fill('')]),
    bytes,
    rowsEstimate: all ? data : Math.round(bytes / ((sampled * perCharacter) / filled.length)),
    faults,
    ...(sheets ? { sheets } : {}),
  };
}
