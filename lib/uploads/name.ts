import { basename } from 'node:path';

const LONGEST = 180;

/**
 * A file name that is safe inside a folder of ours and still tells its kind: letters, digits and `._-()` and
 * spaces stay, all else becomes `_`; no folders, no leading dots, at most 180 bytes with the ending kept.
 */
export function safeName(name: string): string {
  const plain = basename(name.normalize('NFC').replaceAll('\\', '/'))
    .replace(/[^\p{L}\p{N}._\-() ]/gu, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (!plain) return 'upload';
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(plain)?.[0] ?? '';
  let stem = plain.slice(0, plain.length - ending.length);
  while (Buffer.byteLength(stem + ending) > LONGEST) stem = stem.slice(0, -1);
  return stem + ending;
}
