import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { cornerGeoreference } from '@/lib/imagery/georeference/corners';
import type { Georeference } from '@/lib/imagery/georeference/georeference';
import { toWorld } from '@/lib/imagery/georeference/mercator';
import { pixelGeoreference } from '@/lib/imagery/georeference/pixels';
import { georeferenceOf } from '@/lib/imagery/place';
import { openRaster, type Raster } from '@/lib/imagery/raster';
import { warp } from '@/lib/imagery/warp';
import { boundsOf } from '@/lib/imagery/web-tile';
import { wholePicture } from '@/lib/imagery/whole-picture';
import { without } from '../support/programs';

const folder = mkdtempSync(join(tmpdir(), 'jari-warp-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [WIDTH, HEIGHT] = [240, 160];
/** Smooth, and no two places alike. */
const data = new Uint8Array(WIDTH * HEIGHT * 3);
for (let y = 0; y < HEIGHT; y++) {
  for (let x = 0; x < WIDTH; x++)
    data.set([x, y, 128 + 100 * Math.sin(x / 9) * Math.cos(y / 7)], (y * WIDTH + x) * 3);
}
const plain = join(folder, 'plain.png');
await sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
  .png()
  .toFile(plain);

async function opened<T>(path: string, use: (raster: Raster) => Promise<T>): Promise<T> {
  const raster = await openRaster(path);
  try {
    return await use(raster);
  } finally {
    await raster.close();
  }
}

describe.skipIf(without('gdalwarp'))(`as gdalwarp draws it ${without('gdalwarp')}`, () => {
  test.each([
    ['EPSG:5186', [200_000, 550_120, 200_120, 550_040]],
    ['EPSG:4326', [127, 37.51, 127.015, 37.5]],
    ['EPSG:32652', [320_000, 4_160_120, 320_120, 4_160_040]],
  ])('an image in %s', async (crs, [left, top, right, bottom]) => {
    const path = join(folder, `${crs.slice(5)}.tif`);
    const where = ['-a_srs', crs, '-a_ullr', left, top, right, bottom].map(String);
    execFileSync('gdal_translate', ['-q', ...where, plain, path]);
    await opened(path, async (raster) => {
      const place = georeferenceOf({ kind: 'file' }, raster);
      // A frame about the middle of the image, half as wide as it, in pixels a little smaller than its own.
      const [x, y] = toWorld(...place.toLngLat(WIDTH / 2, HEIGHT / 2));
      const [x0] = toWorld(...place.toLngLat(0, HEIGHT / 2));
      const half = Math.abs(x - x0) * 0.9;
      const frame = { left: x - half, right: x + half, top: y - half / 2, bottom: y + half / 2 };
      const size = { width: 250, height: 125 };
      const ours = (await warp(raster, place, { ...frame, ...size }))!;

      const metres = (world: number) => (world - 0.5) * 2 * Math.PI * 6_378_137;
      const to = join(folder, `${crs.slice(5)}-3857.tif`);
      const edges = [metres(frame.left), -metres(frame.bottom), metres(frame.right), -metres(frame.top)];
      const how = ['-t_srs', 'EPSG:3857', '-te', ...edges, '-ts', size.width, size.height];
      execFileSync('gdalwarp', [
        '-q',
        ...how.map(String),
        '-r',
        'bilinear',
        '-dstalpha',
        '-et',
        '0',
        path,
        to,
      ]);
      const theirs = await sharp(to).raw().toBuffer();

      let worst = 0;
      let compared = 0;
      for (let i = 0; i < ours.length; i += 4) {
        if (ours[i + 3] !== 255 || theirs[i + 3] !== 255) continue;
        compared++;
        for (let c = 0; c < 3; c++) worst = Math.max(worst, Math.abs(ours[i + c]! - theirs[i + c]!));
      }
      expect(compared).toBeGreaterThan(0.95 * size.width * size.height);
      expect(worst).toBeLessThanOrEqual(3);
    });
  });
});

/** The colour that a whole picture shows at a place of the image. */
async function colourAt(
  webp: Uint8Array,
  [west, south, east, north]: ReturnType<typeof boundsOf>,
  place: Georeference,
  x: number,
  y: number,
): Promise<number[]> {
  const { data, info } = await sharp(webp).raw().toBuffer({ resolveWithObject: true });
  const [left, top] = toWorld(west, north);
  const [right, bottom] = toWorld(east, south);
  const [worldX, worldY] = toWorld(...place.toLngLat(x, y));
  const column = Math.floor(((worldX - left) / (right - left)) * info.width);
  const row = Math.floor(((worldY - top) / (bottom - top)) * info.height);
  return [...data.subarray(4 * (row * info.width + column), 4 * (row * info.width + column) + 4)];
}

describe('a whole picture', () => {
  const turned = cornerGeoreference(
    [
      [127, 37.5],
      [127.002, 37.501],
      [127.0015, 37.5025],
      [126.9995, 37.5015],
    ],
    WIDTH,
    HEIGHT,
  );

  test('has north above, each pixel of the image where it lies, and nothing beside it', async () => {
    await opened(plain, async (raster) => {
      const whole = await wholePicture(raster, turned, 4096);
      const bounds = boundsOf(turned, raster);
      for (const [x, y] of [
        [20, 20],
        [200, 30],
        [120, 80],
        [30, 140],
        [220, 150],
      ] as const) {
        const [red, green, , alpha] = await colourAt(whole, bounds, turned, x, y);
        expect(Math.abs(red! - x)).toBeLessThan(8);
        expect(Math.abs(green! - y)).toBeLessThan(8);
        expect(alpha).toBe(255);
      }
      const { data } = await sharp(whole).raw().toBuffer({ resolveWithObject: true });
      expect(data[3]).toBe(0); // the picture's corner lies beside the turned image
    });
  });

  test('has about as many pixels as the image, and never more than are asked for', async () => {
    await opened(plain, async (raster) => {
      const straight = pixelGeoreference();
      const size = async (most: number) => {
        const { width, height } = await sharp(await wholePicture(raster, straight, most)).metadata();
        return [width, height];
      };
      expect(await size(4096)).toEqual([WIDTH, HEIGHT]);
      expect(await size(60)).toEqual([60, 40]);
    });
  });
});

test('an image in strong perspective is not read whole in all its pixels', async () => {
  const [width, height] = [60_000, 60_000];
  let asked = 0;
  const huge = {
    width,
    height,
    read: async (_: unknown, size: { width: number; height: number }) => {
      asked = size.width * size.height;
      return { width: 1, height: 1, data: new Uint8Array(3) };
    },
  } as unknown as Raster;
  // A far side a hundredth as long as the near one: its pixels near to us are many for one far away.
  const place = cornerGeoreference(
    [
      [127.0495, 37.55],
      [127.0505, 37.55],
      [127.1, 37.5],
      [127, 37.5],
    ],
    width,
    height,
  );
  const [left, top] = toWorld(127, 37.55);
  const [right, bottom] = toWorld(127.1, 37.5);
  await warp(huge, place, { left, top, right, bottom, width: 4096, height: 4096 });
  expect(asked).toBeGreaterThan(4096 * 4096);
  expect(asked).toBeLessThanOrEqual(64_000_000);
});
