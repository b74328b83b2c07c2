import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

interface StoredFile {
  path: string;
  bytes: number;
  /** Strong, quotes included. */
  etag: string;
}

/** First and last byte of a range, both counted from 0. */
type Range = [first: number, last: number];

/**
 * What a Range header asks of a file of `bytes` bytes (RFC 9110 §14.1.2): `whole` where it asks for nothing that
 * is answered in part (no header, another unit, several ranges, not well formed), `outside` where no byte of it is
 * in the file.
 */
export function readRange(header: string | null, bytes: number): Range | 'whole' | 'outside' {
  const [, from = '', to = ''] = /^\s*bytes\s*=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (from === '' && to === '') return 'whole';
  if (from === '')
    return bytes === 0 || Number(to) === 0 ? 'outside' : [Math.max(0, bytes - Number(to)), bytes - 1];
  const first = Number(from);
  const last = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (to !== '' && Number(to) < first) return 'whole';
  return first >= bytes ? 'outside' : [first, last];
}

const matches = (header: string, etag: string) =>
  header === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);

/** A file, or the part of it that is asked for: 200, 206, 304 or 416. */
export function fileResponse(request: Request, file: StoredFile, type: string): Response {
  const { headers, method } = request;
  const common = {
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-cache, no-transform', // may be kept, but asked for again: the file can change
    'X-Content-Type-Options': 'nosniff',
    ETag: file.etag,
  };
  const known = headers.get('if-none-match');
  if (known && matches(known, file.etag)) return new Response(null, { status: 304, headers: common });

  const condition = headers.get('if-range');
  const asked = condition && condition !== file.etag ? null : headers.get('range');
  const range = readRange(asked, file.bytes);
  if (range === 'outside') {
    return new Response(null, {
      status: 416,
      headers: { ...common, 'Content-Range': `bytes */${file.bytes}` },
    });
  }
  const [first, last] = range === 'whole' ? [0, file.bytes - 1] : range;
  const part: Record<string, string> =
    range === 'whole' ? {} : { 'Content-Range': `bytes ${first}-${last}/${file.bytes}` };
  const body =
    method === 'HEAD' || file.bytes === 0
      ? null
      : (Readable.toWeb(createReadStream(file.path, { start: first, end: last })) as ReadableStream);
  return new Response(body, {
    status: range === 'whole' ? 200 : 206,
    headers: { ...common, ...part, 'Content-Type': type, 'Content-Length': String(last - first + 1) },
  });
}
