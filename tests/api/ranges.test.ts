import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { fileResponse, readRange } from '@/app/api/_http/ranges';

describe('Range headers of a file of 1000 bytes', () => {
  test.each([
    [null, 'whole'],
    ['bytes=0-126', [0, 126]],
    ['bytes=0-16383', [0, 999]],
    ['bytes=990-', [990, 999]],
    ['bytes=-10', [990, 999]],
    ['bytes=-5000', [0, 999]],
    ['BYTES = 5-5', [5, 5]],
    ['bytes=1000-', 'outside'],
    ['bytes=1000-2000', 'outside'],
    ['bytes=-0', 'outside'],
    ['bytes=20-10', 'whole'],
    ['bytes=-', 'whole'],
    ['bytes=0-1,5-9', 'whole'],
    ['items=0-1', 'whole'],
    ['bytes=a-b', 'whole'],
  ])('%s', (header, range) => expect(readRange(header, 1000)).toEqual(range));

  test('what is read never leaves the file', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), fc.nat(2000), (noise, a, b, bytes) => {
        for (const header of [noise, `bytes=${noise}`, `bytes=${a}-${b}`, `bytes=${a}-`, `bytes=-${b}`]) {
          const range = readRange(header, bytes);
          if (typeof range === 'string') continue;
          expect(range[0]).toBeGreaterThanOrEqual(0);
          expect(range[1]).toBeLessThan(bytes);
          expect(range[0]).toBeLessThanOrEqual(range[1]);
        }
      }),
    );
  });
});

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jari-ranges-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = { path: join(folder, 'a'), bytes: 10, etag: '"one"' };
  writeFileSync(file.path, '0123456789');
  const ask = (headers: Record<string, string>, method = 'GET') =>
    fileResponse(new Request('http://localhost/a', { headers, method }), file, 'text/plain');

  test('whole, with what a client needs to ask for parts', async () => {
    const answer = ask({});
    expect(answer.status).toBe(200);
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(answer.headers.get('etag')).toBe('"one"');
    expect(answer.headers.get('content-length')).toBe('10');
    expect(await answer.text()).toBe('0123456789');
  });

  test('in part', async () => {
    const answer = ask({ range: 'bytes=2-4' });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(answer.headers.get('content-length')).toBe('3');
    expect(await answer.text()).toBe('234');
  });

  test('outside', () => {
    const answer = ask({ range: 'bytes=10-' });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */10');
  });

  test('not changed', () => {
    expect(ask({ 'if-none-match': '"two", W/"one"' }).status).toBe(304);
    expect(ask({ 'if-none-match': '"two"' }).status).toBe(200);
  });

  test('a part of the file that was, not of the one that is', () => {
    expect(ask({ range: 'bytes=2-4', 'if-range': '"one"' }).status).toBe(206);
    expect(ask({ range: 'bytes=2-4', 'if-range': '"old"' }).status).toBe(200);
  });

  test('only its headers', async () => expect(await ask({}, 'HEAD').text()).toBe(''));
});
