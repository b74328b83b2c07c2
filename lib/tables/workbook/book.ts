import { posix } from 'node:path';
import { Problem } from '@/lib/problems';
import type { Archive } from './archive';
import { type NumberFormat, numberFormat } from './number-format';
import type { XmlHandler } from './xml';

export interface Sheet {
  name: string;
  /** Its part in the archive. */
  part: string;
}

export interface Book {
  sheets: Sheet[];
  /** Days are counted from 1904. */
  from1904: boolean;
}

const nothing = () => {};
const handler = (parts: Partial<XmlHandler>): XmlHandler => ({
  open: nothing,
  text: nothing,
  close: nothing,
  ...parts,
});

/** The sheets of a workbook in order; hidden ones only when all are hidden. */
export async function readBook(archive: Archive): Promise<Book> {
  if (!archive.has('xl/workbook.xml')) {
    throw new Problem(
      'unsupported-type',
      'The file is a ZIP archive, not an Excel workbook (.xlsx). Unpack it and upload the table inside.',
    );
  }
  const targets = new Map<string, string>();
  await archive.parse(
    'xl/_rels/workbook.xml.rels',
    handler({
      open: (name, attribute) => {
        if (name !== 'Relationship' || !attribute('Type')?.endsWith('/worksheet')) return;
        const target = attribute('Target') ?? '';
        const part = target.startsWith('/') ? target.slice(1) : posix.join('xl', target);
        targets.set(attribute('Id') ?? '', part);
      },
    }),
  );
  const sheets: (Sheet & { hidden: boolean })[] = [];
  let from1904 = false;
  await archive.parse(
    'xl/workbook.xml',
    handler({
      open: (name, attribute) => {
        if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attribute('date1904') ?? '');
        if (name !== 'sheet') return;
        const part = targets.get(attribute('r:id') ?? attribute('id') ?? '');
        if (part)
          sheets.push({
            name: attribute('name') ?? '',
            part,
            hidden: (attribute('state') ?? '').includes('idden'),
          });
      },
    }),
  );
  const visible = sheets.filter(({ hidden }) => !hidden);
  const usable = visible.length > 0 ? visible : sheets;
  if (usable.length === 0) throw new Problem('unreadable', 'The workbook has no sheet with cells.');
  return { sheets: usable.map(({ name, part }) => ({ name, part })), from1904 };
}

/** The texts that cells share, without the readings (phonetic runs) that some have. */
export async function readSharedStrings(archive: Archive): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let phonetic = 0;
  await archive.parse('xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') inText = phonetic === 0;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'si') strings.push(unescapeText(text));
    },
  });
  return strings;
}

/** Control characters are written _x000D_ in workbooks, and an underscore before such as _x005F_. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The format of each cell style, in order. */
export async function readStyles(archive: Archive): Promise<NumberFormat[]> {
  const codes = new Map<number, string>();
  const styles: number[] = [];
  let inCellStyles = false;
  await archive.parse(
    'xl/styles.xml',
    handler({
      open: (name, attribute) => {
        if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
        else if (name === 'cellXfs') inCellStyles = true;
        else if (name === 'xf' && inCellStyles) styles.push(Number(attribute('numFmtId') ?? 0));
      },
      close: (name) => {
        if (name === 'cellXfs') inCellStyles = false;
      },
    }),
  );
  return styles.map((id) => numberFormat(id, codes.get(id)));
}
