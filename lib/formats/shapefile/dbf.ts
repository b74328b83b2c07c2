import iconv from 'iconv-lite';
import { Problem } from '@/lib/problems';
import { columnNames } from '@/lib/tables/columns';
import { ByteReader } from '../bytes';
import type { Member } from '../reader';

interface Field {
  name: string;
  type: string;
  length: number;
  decimals: number;
  /** Where in a record. */
  at: number;
}

export interface DbfHeader {
  records: number;
  headerLength: number;
  recordLength: number;
  /** Language driver. */
  language: number;
  /** Names as bytes, of 10 at most: a name of Hangul may be cut within a character. */
  fields: (Omit<Field, 'name'> & { raw: Buffer })[];
}

const damaged = (member: Member, why: string) =>
  new Problem('unreadable', `${member.path} is no dBase table: ${why}. Get the file again.`);

const FIELD = 32;

/** @throws Problem unreadable */
export async function readDbfHeader(member: Member): Promise<DbfHeader> {
  const bytes = await ByteReader.open(member);
  try {
    if (!(await bytes.fill(FIELD))) throw damaged(member, 'it is shorter than its header');
    const head = Buffer.from(bytes.take(FIELD));
    const headerLength = head.readUInt16LE(8);
    const recordLength = head.readUInt16LE(10);
    if (headerLength < FIELD + 1 || recordLength < 1) throw damaged(member, 'its header makes no sense');
    if (!(await bytes.fill(headerLength - FIELD))) throw damaged(member, 'it ends within its header');
    const rest = Buffer.from(bytes.take(headerLength - FIELD));
    const fields: DbfHeader['fields'] = [];
    let at = 1;
    for (let i = 0; i + FIELD <= rest.length && rest[i] !== 0x0d; i += FIELD) {
      const name = rest.subarray(i, i + 11);
      const end = name.indexOf(0);
      const type = String.fromCharCode(rest[i + 11]!);
      // A character field may be longer than 255: its length then has two bytes.
      const length = type === 'C' ? rest[i + 16]! + rest[i + 17]! * 256 : rest[i + 16]!;
      const decimals = type === 'C' ? 0 : rest[i + 17]!;
      fields.push({ raw: Buffer.from(end < 0 ? name : name.subarray(0, end)), type, length, decimals, at });
      at += length;
    }
    if (at > recordLength) throw damaged(member, 'its fields are wider than its records');
    return { records: head.readUInt32LE(4), headerLength, recordLength, language: head[29]!, fields };
  } finally {
    bytes.close();
  }
}

const blank = (text: string) => text === '' || /^[*\s]+$/.test(text);

/** A number, or its digits where a double would lose some of them. */
function numeric(text: string): number | string | null {
  if (blank(text)) return null;
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  return Number.isInteger(value) && !Number.isSafeInteger(value) && !/[.e]/i.test(text) ? text : value;
}

function date(text: string): string | null {
  if (blank(text) || /^0+$/.test(text)) return null;
  return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text;
}

function logical(text: string): boolean | null {
  if (/^[TtYy]$/.test(text)) return true;
  return /^[FfNn]$/.test(text) ? false : null;
}

/** Reads the records of a dBase table one after the other. */
export class DbfReader {
  readonly columns: string[];
  private readonly fields: Field[];
  private bytes: ByteReader | undefined;
  private row = 0;

  constructor(
    private readonly member: Member,
    private readonly header: DbfHeader,
    private readonly encoding: string,
  ) {
    const names = columnNames(
      header.fields.map(({ raw }) => iconv.decode(raw, encoding).replace(/\ufffd$/, '')),
    );
    this.fields = header.fields.map(({ raw: _, ...field }, i) => ({ ...field, name: names[i]! }));
    this.columns = names;
  }

  private value(record: Buffer, { type, at, length }: Field): unknown {
    const bytes = record.subarray(at, at + length);
    if (type === 'I' || type === '+') return length === 4 ? bytes.readInt32LE(0) : null;
    if (type === 'O' || (type === 'B' && length === 8)) return length === 8 ? bytes.readDoubleLE(0) : null;
    if (type === 'C' || type === 'M') {
      const nul = bytes.indexOf(0);
      const text = iconv.decode(nul < 0 ? bytes : bytes.subarray(0, nul), this.encoding).trimEnd();
      return text === '' ? null : text;
    }
    const text = bytes.toString('latin1').replaceAll('\0', ' ').trim();
    if (type === 'N' || type === 'F') return numeric(text);
    if (type === 'D') return date(text);
    return type === 'L' ? logical(text) : text || null;
  }

  private async opened(): Promise<ByteReader> {
    if (!this.bytes) {
      this.bytes = await ByteReader.open(this.member);
      await this.bytes.skip(this.header.headerLength);
    }
    return this.bytes;
  }

  /** The next record; undefined at the end, `deleted` for one that was struck out. */
  async next(): Promise<{ properties: Record<string, unknown>; deleted: boolean } | undefined> {
    if (this.row >= this.header.records) return undefined;
    const bytes = await this.opened();
    const { recordLength } = this.header;
    if (!bytes.has(recordLength) && !(await bytes.fill(recordLength))) {
      throw new Problem(
        'unreadable',
        `${this.member.path} ends within record ${(this.row + 1).toLocaleString('en')} of ${this.header.records.toLocaleString('en')}: it is cut off. Get the file again.`,
        { row: this.row + 1 },
      );
    }
    const record = bytes.take(recordLength);
    this.row++;
    const properties: Record<string, unknown> = {};
    for (const field of this.fields) properties[field.name] = this.value(record, field);
    return { properties, deleted: record[0] === 0x2a };
  }

  close(): void {
    this.bytes?.close();
  }
}
