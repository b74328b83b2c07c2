import { cutBytes, type Field } from './fields';

/** Bytes of a dBASE III header before its fields, and of each field. */
const HEAD = 32;

/** The header of a .dbf file. The .cpg beside it says that texts are UTF-8. */
export function dbfHeader(fields: readonly Field[], records: number, day: Date): Buffer {
  const head = Buffer.alloc(HEAD * (fields.length + 1) + 1);
  head[0] = 3;
  head[1] = day.getFullYear() - 1900;
  head[2] = day.getMonth() + 1;
  head[3] = day.getDate();
  head.writeUInt32LE(records, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(recordBytes(fields), 10);
  fields.forEach(({ name, type, width, decimals }, i) => {
    const at = HEAD * (i + 1);
    head.write(name, at, 'utf8');
    head.write(type, at + 11, 'latin1');
    head[at + 16] = width;
    head[at + 17] = decimals;
  });
  head[head.length - 1] = 0x0d;
  return head;
}

export const recordBytes = (fields: readonly Field[]) =>
  1 + fields.reduce((sum, { width }) => sum + width, 0);

export const DBF_END = Buffer.from([0x1a]);

function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Records of a .dbf file; counts the texts that did not fit. */
export class DbfRecords {
  cut = 0;

  constructor(private readonly fields: readonly Field[]) {}

  /** One record: texts from the left, numbers at the right, nulls blank. */
  record(values: readonly unknown[]): Buffer {
    const record = Buffer.alloc(recordBytes(this.fields), 0x20);
    let at = 1;
    this.fields.forEach(({ type, width }, i) => {
      const whole = text(values[i]);
      if (type === 'N') {
        record.write(whole.slice(0, width).padStart(width), at, 'latin1');
      } else {
        const shown = cutBytes(whole, width);
        if (shown.length < whole.length) this.cut++;
        record.write(shown, at, 'utf8');
      }
      at += width;
    });
    return record;
  }
}
