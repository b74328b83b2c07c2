import { Problem } from '@/lib/problems';

/** First bytes of files that are no tables, and what to do with each. */
const signatures: [bytes: string, what: string, advice: string][] = [
  [
    'd0cf11e0',
    'an old Excel workbook (.xls) or one locked by a password',
    'Open it in Excel and save it as .xlsx without a password, or as CSV',
  ],
  ['25504446', 'a PDF document', 'Save its table as .xlsx or CSV'],
  ['89504e47', 'a PNG image', 'Upload a table'],
  ['ffd8ff', 'a JPEG image', 'Upload a table'],
  ['47494638', 'a GIF image', 'Upload a table'],
  ['49492a00', 'a TIFF image', 'Upload a table'],
  ['4d4d002a', 'a TIFF image', 'Upload a table'],
  ['1f8b', 'a gzip archive', 'Unpack it and upload the table inside'],
  ['377abcaf', 'a 7z archive', 'Unpack it and upload the table inside'],
  ['52617221', 'a RAR archive', 'Unpack it and upload the table inside'],
  ['53514c69746520', 'an SQLite database or GeoPackage', 'Export the table as CSV'],
  ['0000270a', 'a shapefile', 'Export its attributes as CSV'],
  ['7f454c46', 'a program', 'Upload a table'],
];

/** Refuses what cannot be a table by its first bytes. */
export function refuseBinary(head: Buffer): void {
  const start = head.subarray(0, 8).toString('hex');
  const found = signatures.find(([bytes]) => start.startsWith(bytes));
  if (found) throw new Problem('unsupported-type', `The file is ${found[1]}, not a table. ${found[2]}.`);
}

export const isZip = (head: Buffer) => head.subarray(0, 4).toString('hex') === '504b0304';

/** Refuses text that is not a table, once it is decoded. */
export function refuseText(text: string): void {
  if (/^\s*(?:<!doctype|<html|<table|<\?xml|<meta)/i.test(text.slice(0, 1000))) {
    throw new Problem(
      'unsupported-type',
      'The file is a web page or XML, even if its name ends in .xls. Open it in Excel and save it as .xlsx or CSV.',
    );
  }
  if (/^\s*(?:\{\s*"|\[\s*[{["])/.test(text.slice(0, 1000))) {
    throw new Problem('unsupported-type', 'The file is JSON, not a table. Upload CSV, text or .xlsx.');
  }
  let odd = 0;
  const count = Math.min(text.length, 64 * 1024);
  for (let i = 0; i < count; i++) {
    const code = text.charCodeAt(i);
    if (
      code === 0xfffd ||
      (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 0)
    )
      odd++;
  }
  const nul = text.slice(0, count).split('\0').length - 1;
  if (odd > count * 0.1 || nul > count * 0.2) {
    throw new Problem(
      'unsupported-type',
      'The file is not text: much of it are bytes of no known encoding. Upload CSV, text or .xlsx.',
    );
  }
}
