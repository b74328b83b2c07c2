import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TileType } from 'pmtiles';
import { afterAll, expect, test } from 'vitest';
import { describeArchive } from '@/lib/basemaps/archive';
import { pmtilesArchive, SEOUL, writePmtiles } from '../support/pmtiles';

const folder = mkdtempSync(join(tmpdir(), 'jari-archive-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'map.pmtiles');

test('a street map is known by its size, an entity tag that changes with it, and whom to thank', async () => {
  writePmtiles(path, SEOUL);
  const first = await describeArchive(path);
  expect(first).toMatchObject({ bytes: pmtilesArchive(SEOUL).length, attribution: '© OpenStreetMap' });
  expect(first.etag).toMatch(/^"[^"]+"$/);
  expect(await describeArchive(path)).toEqual(first);
  writePmtiles(path, SEOUL, { attribution: 'somebody', maxzoom: 9 });
  const second = await describeArchive(path);
  expect(second.attribution).toBe('somebody');
  expect(second.etag).not.toBe(first.etag);
});

const { roads, ...roadless } = SEOUL;
test.each([
  ['not there', () => {}, /is not there/],
  ['empty', () => writeFileSync(path, ''), /not a PMTiles file/],
  ['something else', () => writeFileSync(path, 'SQLite format 3'.padEnd(20_000)), /not a PMTiles file/],
  ['cut off', () => writeFileSync(path, pmtilesArchive(SEOUL).subarray(0, 100)), /not a PMTiles file/],
  ['pictures', () => writePmtiles(path, SEOUL, { tileType: TileType.Png }), /holds pictures/],
  ['of another schema', () => writePmtiles(path, roadless), /has no layer roads/],
])('one that is %s is refused with a sentence', async (_, make, sentence) => {
  rmSync(path, { force: true });
  make();
  await expect(describeArchive(path)).rejects.toThrow(sentence);
  expect(roads).toHaveLength(2);
});
