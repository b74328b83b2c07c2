import { existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { config } from '@/lib/config';
import { safeName } from '@/lib/uploads/name';
import { getUpload, removeUpload, sweepUploads, UploadWriter } from '@/lib/uploads/store';

test.each([
  ['목록 (1).csv', '목록 (1).csv'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\나\\a.xlsx', 'a.xlsx'],
  ['.bashrc', 'bashrc'],
  ['a\u0000b\n.csv', 'a_b_.csv'],
  ['..', 'upload'],
  ['', 'upload'],
  ['AlterD.JUSUKR.20230613.TH_SGCO_RNADR_MST.TXT', 'AlterD.JUSUKR.20230613.TH_SGCO_RNADR_MST.TXT'],
])('%j is stored as %j', (given, stored) => {
  expect(safeName(given)).toBe(stored);
});

test('a safe name is one component of a path, short, and safe again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const safe = safeName(name);
      expect(join('/folder', safe)).toBe(`/folder/${safe}`);
      expect(safe).not.toMatch(/[/\\\p{Cc}]|^\./u);
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(180);
      expect(Buffer.byteLength(safe)).toBeGreaterThan(0);
      expect(safeName(safe)).toBe(safe);
    }),
  );
});

async function upload(...files: [string, string][]) {
  const writer = new UploadWriter(1000);
  for (const [name, content] of files) await writer.add(name, Readable.from([Buffer.from(content)]));
  return writer.finish();
}

test('files of one name, and one that is called like our record, do not overwrite each other', async () => {
  const { id } = await upload(
    ['a.txt', '1'],
    ['a.txt', '22'],
    ['upload.json', '333'],
    ['upload.json', '4444'],
  );
  const { files } = await getUpload(id);
  expect(files.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['a.txt', 1],
    ['a.txt', 2],
    ['upload.json', 3],
    ['upload.json', 4],
  ]);
  expect(new Set(files.map(({ path }) => path)).size).toBe(4);
});

test('the limit is of all files together', async () => {
  await expect(upload(['a', 'x'.repeat(600)], ['b', 'x'.repeat(600)])).rejects.toMatchObject({ status: 413 });
});

test('ids that are none find and remove nothing', async () => {
  for (const id of ['', '..', '../uploads', 'ffffffff-0000-4000-8000-000000000000']) {
    await expect(getUpload(id)).rejects.toMatchObject({ status: 404 });
    await removeUpload(id);
  }
});

test('what is a day old goes, but what a job waits for', async () => {
  const [old, used, young] = [await upload(['a', '1']), await upload(['a', '1']), await upload(['a', '1'])];
  const folder = (id: string) => join(config.DATA_DIR, 'uploads', id);
  const yesterday = Date.now() / 1000 - 25 * 3600;
  for (const { id } of [old, used]) utimesSync(folder(id), yesterday, yesterday);
  await sweepUploads(new Set([used.id]));
  expect([old, used, young].map(({ id }) => existsSync(folder(id)))).toEqual([false, true, true]);
});
