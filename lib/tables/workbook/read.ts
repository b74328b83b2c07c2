import { Problem } from '@/lib/problems';
import type { TextRecord } from '../scan';
import { Archive } from './archive';
import { type Book, readBook, readSharedStrings, readStyles, type Sheet, unescapeText } from './book';
import { type NumberFormat, showNumber } from './number-format';
import { type XmlHandler, XmlReader } from './xml';

/** Columns of a sheet: Excel's own limit. */
const MOST_COLUMNS = 16_384;

/** Column of a cell reference such as BC12, from 0; -1 when there is none. */
function columnOf(reference: string | undefined): number {
  let column = 0;
  for (let i = 0; reference !== undefined && i < reference.length; i++) {
    const code = reference.charCodeAt(i) & ~0x20;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** Turns the elements of a sheet into records. */
class SheetRows implements XmlHandler {
  /** Finished records; taken by the reader. */
  records: TextRecord[] = [];
  /** Last row by the sheet's own word, where it says so. */
  lastRow: number | undefined;
  private row = 0;
  private values: string[] = [];
  private column = -1;
  private type: string | undefined;
  private style = 0;
  private value = '';
  private inValue = false;
  private phonetic = 0;

  constructor(
    private readonly strings: readonly string[],
    private readonly styles: readonly NumberFormat[],
    private readonly from1904: boolean,
  ) {}

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'v' || name === 't') this.inValue = this.phonetic === 0;
    else if (name === 'c') {
      const column = columnOf(attribute('r'));
      this.column = column >= 0 ? column : this.column + 1;
      this.type = attribute('t');
      this.style = Number(attribute('s') ?? 0);
      this.value = '';
    } else if (name === 'row') this.begin(Number(attribute('r') ?? this.row + 1));
    else if (name === 'rPh') this.phonetic++;
    else if (name === 'dimension') {
      const last = /(\d+)$/.exec(attribute('ref') ?? '')?.[1];
      this.lastRow = last ? Number(last) : undefined;
    }
  }

  text(text: string): void {
    if (this.inValue) this.value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false;
    else if (name === 'c') this.cell();
    else if (name === 'row')
      this.records.push({ values: this.values.length ? this.values : [''], line: this.row });
    else if (name === 'rPh') this.phonetic--;
  }

  /** Rows that a sheet leaves out are blank. */
  private begin(row: number): void {
    if (row > this.row && row <= 1_048_576) {
      for (let blank = this.row + 1; blank < row; blank++) this.records.push({ values: [''], line: blank });
      this.row = row;
    } else this.row++;
    this.values = [];
    this.column = -1;
  }

  private cell(): void {
    const shown = this.shown();
    if (shown === '' || this.column >= MOST_COLUMNS) return;
    while (this.values.length < this.column) this.values.push('');
    this.values[this.column] = shown;
  }

  private shown(): string {
    if (this.value === '') return '';
    switch (this.type ?? 'n') {
      case 's':
        return this.strings[Number(this.value)] ?? '';
      case 'b':
        return this.value === '1' ? 'TRUE' : 'FALSE';
      case 'n':
        return showNumber(this.value, this.styles[this.style], this.from1904);
      default: // str: of a formula; inlineStr; e: an error as it is shown; d: an ISO date
        return unescapeText(this.value);
    }
  }
}

function pick({ sheets }: Book, name: string | undefined): Sheet {
  const sheet = name === undefined ? sheets[0] : sheets.find((one) => one.name === name);
  if (sheet) return sheet;
  const names = sheets.map((one) => `"${one.name}"`).join(', ');
  throw new Problem('bad-request', `The workbook has no sheet "${name}"; it has ${names}.`);
}

/**
 * The rows of a sheet, in pieces; `line` is the row's number in the sheet. Only the shared texts of the
 * workbook are held in memory.
 *
 * @throws Problem when the file is no workbook, is damaged, or unpacks to more than is allowed.
 */
export async function* readWorkbook(
  path: string,
  sheetName?: string,
  signal?: AbortSignal,
): AsyncGenerator<TextRecord[]> {
  const archive = await Archive.open(path);
  try {
    const book = await readBook(archive);
    const sheet = pick(book, sheetName);
    const rows = new SheetRows(await readSharedStrings(archive), await readStyles(archive), book.from1904);
    const reader = new XmlReader(rows);
    for await (const piece of archive.read(sheet.part, signal)) {
      reader.push(piece);
      if (rows.records.length === 0) continue;
      yield rows.records;
      rows.records = [];
    }
  } finally {
    archive.close();
  }
}

/** Names of the sheets of a workbook in order, and how many rows one of them says it has. */
export async function describeWorkbook(
  path: string,
  sheetName?: string,
): Promise<{ sheets: string[]; sheet: string; rows?: number }> {
  const archive = await Archive.open(path);
  try {
    const book = await readBook(archive);
    const sheet = pick(book, sheetName);
    const rows = new SheetRows([], [], false);
    const reader = new XmlReader(rows);
    for await (const piece of archive.read(sheet.part)) {
      reader.push(piece);
      break; // the dimension stands at the beginning
    }
    return { sheets: book.sheets.map(({ name }) => name), sheet: sheet.name, rows: rows.lastRow };
  } finally {
    archive.close();
  }
}
