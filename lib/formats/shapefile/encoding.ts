import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { readSmall } from '../bytes';
import type { Member } from '../reader';
import type { DbfHeader } from './dbf';

/** Bytes of the attributes that are looked at. */
const LOOKED_AT = 4 * 1024 * 1024;

/** Language drivers that name an encoding. 0x57 and 0x03 (Windows ANSI) stand in files of every country. */
const drivers: Record<number, string> = {
  1: 'cp437',
  2: 'cp850',
  19: 'shift_jis',
  38: 'cp866',
  77: 'gbk',
  78: 'cp949',
  79: 'big5',
  80: 'cp874',
  100: 'cp852',
  101: 'cp866',
  120: 'big5',
  121: 'cp949',
  122: 'gbk',
  123: 'shift_jis',
  124: 'cp874',
  200: 'windows-1250',
  201: 'windows-1251',
};

const korean = [
  '949',
  'EUCKR',
  'EUC-KR',
  'UHC',
  'MS949',
  'KSC5601',
  'KS_C_5601-1987',
  'ANSI949',
  'WINDOWS949',
];

/** The encoding a .cpg file names; undefined for one that is not known. */
export function namedEncoding(text: string): string | undefined {
  const name = text
    .replace(/^\ufeff/, '')
    .trim()
    .split(/[\r\n]/)[0]!
    .trim();
  const bare = name.toUpperCase().replace(/^(?:OEM|ANSI|CP|X-WINDOWS|MS|IBM)[\s_-]*(?=\d)/, '');
  if (korean.includes(bare) || korean.includes(name.toUpperCase().replaceAll(' ', ''))) return 'cp949';
  if (bare === '65001') return 'utf-8';
  const code = /^8859[_-]?(\d+)$/.exec(bare);
  const candidate = code ? `iso-8859-${code[1]}` : /^\d+$/.test(bare) ? `cp${bare}` : name;
  return candidate && iconv.encodingExists(candidate) ? candidate.toLowerCase() : undefined;
}

/** The beginning of the records, and the names of the fields before them. */
async function sampleOf(member: Member): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = await member.open();
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= LOOKED_AT) break;
  }
  stream.destroy();
  return Buffer.concat(chunks);
}

/** Text values one after another, ended by blanks, so that no character is cut. */
function texts(bytes: Buffer, { headerLength, recordLength, fields }: DbfHeader): Buffer[] {
  const found: Buffer[] = [];
  for (let at = headerLength; at + recordLength <= bytes.length; at += recordLength) {
    for (const { type, at: from, length } of fields) {
      if (type !== 'C') continue;
      const value = bytes.subarray(at + from, at + from + length);
      if (value.some((byte) => byte >= 0x80)) found.push(value);
    }
  }
  return found;
}

/** Values are cut to the width of the field, perhaps within a character: its last bytes say nothing. */
const mayBeCut = (value: Buffer, test: (bytes: Buffer) => boolean) =>
  test(value) || [1, 2, 3].some((cut) => value.length > cut && test(value.subarray(0, value.length - cut)));

/**
 * The encoding of the attributes: what the .cpg file says, then the language driver, then strict UTF-8, then
 * CP949 where all of it reads as that, and last Windows 1252.
 * @returns sure: false when a person should compare the preview
 */
export async function dbfEncoding(
  dbf: Member,
  header: DbfHeader,
  cpg: Member | undefined,
): Promise<{ encoding: string; sure: boolean; ignored?: string }> {
  let ignored: string | undefined;
  if (cpg) {
    const text = (await readSmall(cpg)).toString('latin1');
    const named = namedEncoding(text);
    if (named) return { encoding: named, sure: true };
    ignored = text.trim().slice(0, 40);
  }
  const driver = drivers[header.language];
  if (driver) return { encoding: driver, sure: true, ignored };
  const values = texts(await sampleOf(dbf), header);
  const names = header.fields.map(({ raw }) => raw);
  const telling = [...values, ...names];
  if (telling.every((value) => mayBeCut(value, isUtf8))) return { encoding: 'utf-8', sure: true, ignored };
  const sound = (bytes: Buffer) => !iconv.decode(bytes, 'cp949').includes('\ufffd');
  const good = telling.filter((value) => mayBeCut(value, sound)).length;
  if (good === telling.length) return { encoding: 'cp949', sure: true, ignored };
  return good > telling.length * 0.9
    ? { encoding: 'cp949', sure: false, ignored }
    : { encoding: 'windows-1252', sure: false, ignored };
}
