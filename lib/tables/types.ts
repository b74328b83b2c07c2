/** How a table is written. Everything here can be changed by the person who uploads it. */
export interface TableFormat {
  /** delimited: CSV and its kin; lines: one value a line; xlsx: an Excel workbook. */
  kind: 'delimited' | 'lines' | 'xlsx';
  /** A name iconv-lite knows; `utf-8`, `utf-16le`, `utf-16be` and `cp949` are found by themselves. */
  encoding: string;
  delimiter?: Delimiter;
  /** Whether " quotes values (RFC 4180). */
  quote: boolean;
  /** Whether the first row holds the names of the columns. */
  header: boolean;
  /** Sheet of a workbook; the first one when absent. */
  sheet?: string;
}

export const DELIMITERS = [',', '\t', '|', ';'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Something wrong that does not stop the reading. `line` counts the lines of the file from 1. */
export interface TableFault {
  code:
    | 'short-row'
    | 'long-row'
    | 'bad-quote'
    | 'undecodable'
    | 'nul'
    | 'too-long'
    | 'title-rows'
    | 'encoding-unsure';
  message: string;
  line: number;
}

export interface TableRow {
  /** Row of the data, from 1; the header does not count. */
  n: number;
  /**
   * The values as written, one a column. A short row is filled with ''; a long one has more values than
   * there are columns: `columnNames(columns, values.length)` names them.
   */
  values: string[];
  fault?: TableFault;
}

export interface TablePreview {
  format: TableFormat;
  /** Unique names, none empty. */
  columns: string[];
  /** The first rows of the data, at most 200. */
  sample: string[][];
  bytes: number;
  rowsEstimate: number;
  /** Faults of the sample, and doubts about the format. */
  faults: TableFault[];
  /** Sheets of a workbook, in order. */
  sheets?: string[];
}

/** Which columns mean what; columns are counted from 0. */
export interface ColumnRoles {
  /** Columns that make the address, in the order in which to join them; empty when there is none. */
  address: number[];
  /** Mean score of the trial, 0-1; 0 when the columns were chosen by name or looks alone. */
  addressScore: number;
  /** Coordinates instead of, or beside, addresses: x is easting or longitude; systems likeliest first. */
  coordinates?: { x: number; y: number; crs: string[] };
  /** The likeliest column to label points with. */
  label?: number;
}
