import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openRaster } from '@/lib/imagery/raster';
import { without } from '../support/programs';

const folder = mkdtempSync(join(tmpdir(), 'jari-raster-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [WIDTH, HEIGHT] = [150, 100];
/** A picture in which every pixel says where it is: red is x, green is y. */
const data = new Uint8Array(WIDTH * HEIGHT * 3);
for (let y = 0; y < HEIGHT; y++) {
  for (let x = 0; x < WIDTH; x++) data.set([x, y, 100], (y * WIDTH + x) * 3);
}
const picture = () => sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } });
const plain = join(folder, 'plain.png');
await picture().png().toFile(plain);

async function readAt(path: string, x: number, y: number) {
  const raster = await openRaster(path);
  try {
    const part = await raster.read({ x, y, width: 3, height: 2 });
    return { raster, pixel: [...part.data.slice(0, 3)], alpha: part.alpha };
  } finally {
    await raster.close();
  }
}

describe('photographs', () => {
  it.each(['png', 'webp', 'jpeg', 'tiff'] as const)(
    '%s: windows are where they should be',
    async (format) => {
      const path = join(folder, `photo.${format}`);
      await picture()
        .toFormat(
          format,
          { webp: { lossless: true }, jpeg: { quality: 100, chromaSubsampling: '4:4:4' } }[format as string],
        )
        .toFile(path);
      const { raster, pixel, alpha } = await readAt(path, 70, 50);
      expect([raster.width, raster.height, raster.bands]).toEqual([WIDTH, HEIGHT, 3]);
      expect(alpha).toBeUndefined();
      for (const [i, value] of [70, 50, 100].entries())
        expect(Math.abs(pixel[i]! - value)).toBeLessThanOrEqual(
          format === 'jpeg' || format === 'tiff' ? 3 : 0,
        );
    },
  );

  it('is turned as the camera was held', async () => {
    const path = join(folder, 'turned.jpg');
    await picture().withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toFile(path);
    const { raster, pixel } = await readAt(path, 10, 40);
    expect([raster.width, raster.height]).toEqual([HEIGHT, WIDTH]);
    expect(Math.abs(pixel[0]! - 40)).toBeLessThan(4);
    expect(Math.abs(pixel[1]! - (HEIGHT - 1 - 10))).toBeLessThan(4);
  });

  it('keeps opacity and shrinks', async () => {
    const path = join(folder, 'alpha.png');
    await picture()
      .joinChannel(Buffer.alloc(WIDTH * HEIGHT, 128), { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
      .png()
      .toFile(path);
    const raster = await openRaster(path);
    const part = await raster.read({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, { width: 15, height: 10 });
    expect([part.width, part.height, part.data.length, part.alpha?.length]).toEqual([15, 10, 450, 150]);
    expect(new Set(part.alpha)).toEqual(new Set([128]));
    expect(Math.abs(part.data[7 * 3]! - 74.5)).toBeLessThan(3);
  });

  it('says what is no image, and which window is not inside', async () => {
    const raster = await openRaster(plain);
    await expect(raster.read({ x: 149, y: 0, width: 2, height: 1 })).rejects.toThrow(
      'not inside the image of 150 x 100',
    );
    await expect(openRaster('package.json')).rejects.toThrow('package.json is no image that is read here');
  });
});

describe.skipIf(without('gdal_translate'))(`TIFF as GDAL writes it ${without('gdal_translate')}`, () => {
  let count = 0;
  const translated = (...options: string[]) => {
    const path = join(folder, `gdal-${count++}.tif`);
    execFileSync('gdal_translate', ['-q', ...options, plain, path]);
    return path;
  };
  const tiled = ['-co', 'TILED=YES', '-co', 'BLOCKXSIZE=32', '-co', 'BLOCKYSIZE=32'];

  it.each([
    ['striped', ['-co', 'COMPRESS=LZW']],
    ['striped, planes apart', ['-co', 'COMPRESS=DEFLATE', '-co', 'INTERLEAVE=BAND']],
    ['tiled', [...tiled, '-co', 'COMPRESS=DEFLATE', '-co', 'PREDICTOR=2']],
    ['tiled, planes apart', [...tiled, '-co', 'INTERLEAVE=BAND', '-co', 'COMPRESS=LZW']],
    ['BigTIFF', [...tiled, '-co', 'BIGTIFF=YES']],
    ['big endian', ['-co', 'ENDIANNESS=BIG']],
    ['Zstandard', ['-co', 'COMPRESS=ZSTD']],
    ['LERC', ['-co', 'COMPRESS=LERC']],
  ])('%s', async (_, options) => {
    const { raster, pixel, alpha } = await readAt(translated(...options), 70, 50);
    expect([raster.width, raster.height, raster.bands]).toEqual([WIDTH, HEIGHT, 3]);
    expect(pixel).toEqual([70, 50, 100]);
    expect(alpha).toBeUndefined();
  });

  it('JPEG in tiles, YCbCr', async () => {
    const path = translated(
      ...tiled,
      '-co',
      'COMPRESS=JPEG',
      '-co',
      'PHOTOMETRIC=YCBCR',
      '-co',
      'JPEG_QUALITY=100',
    );
    const { pixel } = await readAt(path, 70, 50);
    for (const [i, value] of [70, 50, 100].entries()) expect(Math.abs(pixel[i]! - value)).toBeLessThan(5);
  });

  it.each([
    ['16 bit', ['-ot', 'UInt16', '-scale', '0', '255', '200', '3000']],
    ['signed', ['-ot', 'Int16', '-scale', '0', '255', '-900', '900']],
    ['real numbers', ['-ot', 'Float32', '-scale', '0', '255', '0', '1']],
  ])('%s: stretched', async (_, options) => {
    const path = translated(...options);
    const [dark, light] = [await readAt(path, 5, 5), await readAt(path, 140, 90)];
    expect(dark.pixel[0]).toBeLessThan(10);
    expect(light.pixel[0]).toBeGreaterThan(230);
    expect(light.pixel[1]).toBeGreaterThan(220);
  });

  it('one band is grey, of six the first three are colours', async () => {
    expect((await readAt(translated('-b', '1'), 70, 50)).pixel).toEqual([70, 70, 70]);
    const six = ['-b', '2', '-b', '1', '-b', '3', '-b', '1', '-b', '1', '-b', '2'];
    const { raster, pixel } = await readAt(translated(...six), 70, 50);
    expect([raster.bands, pixel]).toEqual([6, [50, 70, 100]]);
  });

  it('a fourth band is opacity only where the file says so', async () => {
    const four = ['-b', '1', '-b', '2', '-b', '3', '-b', '1', '-co', 'PHOTOMETRIC=RGB'];
    expect((await readAt(translated(...four, '-co', 'ALPHA=NO'), 70, 50)).alpha).toBeUndefined();
    expect((await readAt(translated(...four, '-co', 'ALPHA=YES'), 70, 50)).alpha?.[0]).toBe(70);
  });

  it.each([
    ['bytes', ['-b', '1']],
    ['bytes in tiles', ['-b', '1', ...tiled]],
    ['16 bit', ['-b', '1', '-ot', 'UInt16']],
  ])('no data, %s', async (_, options) => {
    const { alpha } = await readAt(translated(...options, '-a_nodata', '71'), 70, 50);
    expect([...alpha!]).toEqual([255, 0, 255, 255, 0, 255]);
  });

  it('an inner mask', async () => {
    const path = join(folder, 'masked.tif');
    const hole = translated('-b', '1', '-a_nodata', '71');
    execFileSync('gdal_translate', [
      '-q',
      '-b',
      '1',
      '-mask',
      'mask',
      '--config',
      'GDAL_TIFF_INTERNAL_MASK',
      'YES',
      hole,
      path,
    ]);
    const { alpha } = await readAt(path, 70, 50);
    expect([...alpha!]).toEqual([255, 0, 255, 255, 0, 255]);
  });

  it('a palette', async () => {
    const path = join(folder, 'palette.tif');
    const png = join(folder, 'palette.png');
    await picture().png({ palette: true, colours: 64, dither: 0 }).toFile(png);
    execFileSync('gdal_translate', ['-q', png, path]);
    const [tiff, reference] = [await readAt(path, 70, 50), await readAt(png, 70, 50)];
    expect(tiff.raster.bands).toBe(1);
    expect(tiff.pixel).toEqual(reference.pixel);
  });

  it('a COG: small pictures come from its overviews', async () => {
    const path = join(folder, 'cog.tif');
    execFileSync('gdal_translate', [
      '-q',
      '-of',
      'COG',
      '-co',
      'BLOCKSIZE=128',
      '-outsize',
      '1500',
      '1000',
      plain,
      path,
    ]);
    const raster = await openRaster(path);
    const part = await raster.read({ x: 0, y: 0, width: 1500, height: 1000 }, { width: 150, height: 100 });
    expect(Math.abs(part.data[(50 * 150 + 70) * 3]! - 70)).toBeLessThan(3);
    await raster.close();
  });
});
