import { deflateRawSync } from 'node:zlib';

/** CRC-32 of ZIP members (Node has its own only from 20.15). */
function crc32(data: Buffer): number {
  let crc = ~0;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A ZIP archive of texts, for workbooks made by hand. `claim` states a false size for a part. */
export function zip(parts: Record<string, string | Buffer>, claim: Record<string, number> = {}): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = Buffer.from(content as string);
    const packed = deflateRawSync(data);
    const title = Buffer.from(name);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE(8, 4); // deflated
    header.writeUInt32LE(crc32(data), 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(claim[name] ?? data.length, 18);
    header.writeUInt16LE(title.length, 22);
    locals.push(Buffer.from('504b0304', 'hex'), header, title, packed);
    const place = Buffer.alloc(16);
    place.writeUInt32LE(offset, 12);
    central.push(
      Buffer.from('504b01021400', 'hex'),
      header.subarray(0, 24),
      Buffer.alloc(2),
      place.subarray(2),
      title,
    );
    offset += 4 + header.length + title.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const count = Object.keys(parts).length;
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

interface BookParts {
  /** XML of the rows of each sheet, by its name. */
  sheets: Record<string, string>;
  strings?: string[];
  /** Format codes; style n + 1 of a cell is code n. */
  formats?: string[];
  hidden?: string[];
  date1904?: boolean;
}

/** A workbook of given rows. */
export function workbook({ sheets, strings = [], formats = [], hidden = [], date1904 }: BookParts): Buffer {
  const names = Object.keys(sheets);
  const list = names
    .map(
      (name, i) =>
        `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"${hidden.includes(name) ? ' state="hidden"' : ''}/>`,
    )
    .join('');
  const relations = names
    .map(
      (_, i) =>
        `<Relationship Id="rId${i + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
    )
    .join('');
  const codes = formats
    .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
    .join('');
  const styles = formats.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('');
  return zip({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns:r="r"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${list}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations}</Relationships>`,
    'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet><numFmts>${codes}</numFmts><cellXfs><xf numFmtId="0"/>${styles}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/sheet${i + 1}.xml`,
        `<worksheet><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
  });
}
