import { writeFileSync } from 'node:fs';
import { deflateRawSync, gzipSync } from 'node:zlib';

export interface Member {
  /** The name's bytes as they stand in the archive, no flag saying which encoding. */
  name: Buffer;
  content: Buffer;
  /** Instead of the right one. */
  crc?: number;
}

/** The checksum that gzip, which has the same one, writes at its end. */
const crc32 = (content: Buffer) => gzipSync(content).subarray(-8).readUInt32LE(0);

/** Writes a ZIP as old Korean programs do: deflated members, general purpose flags 0. */
export function writeZip(path: string, members: readonly Member[]): string {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, crc = crc32(content) } of members) {
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26); // version, flags, method, time, date, crc, sizes, lengths
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x5a21, 8); // 2025-01-01
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
    const tail = Buffer.alloc(14); // comment, disk, attributes, offset
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, name);
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  writeFileSync(path, Buffer.concat([...parts, central, end]));
  return path;
}
