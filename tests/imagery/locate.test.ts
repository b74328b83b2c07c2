import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { locate, type PlaceOptions } from '@/lib/imagery/georeference/locate';
import { worldFileNames } from '@/lib/imagery/georeference/world-file';
import { openRaster } from '@/lib/imagery/raster';
import { without } from '../support/programs';

const folder = mkdtempSync(join(tmpdir(), 'jari-locate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [WIDTH, HEIGHT] = [150, 100];
const plain = join(folder, 'plain.png');
await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#888' } })
  .png()
  .toFile(plain);
const size = { width: WIDTH, height: HEIGHT };

const PIXELS: [number, number][] = [
  [0, 0],
  [150, 0],
  [150, 100],
  [0, 100],
  [70.5, 33.25],
];

let count = 0;
function translated(...options: string[]) {
  const path = join(folder, `image-${count++}.tif`);
  execFileSync('gdal_translate', ['-q', ...options, plain, path]);
  return path;
}

/** Longitude, latitude of the pixels as GDAL finds them. */
function byGdal(...args: string[]): [number, number][] {
  const input = PIXELS.map((pixel) => pixel.join(' ')).join('\n');
  const out = execFileSync('gdaltransform', ['-output_xy', '-t_srs', 'EPSG:4326', ...args], {
    input,
    encoding: 'utf8',
  });
  return out
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number) as [number, number]);
}

/** Metres between what was found and GDAL's answer, the largest. */
async function difference(path: string, options: PlaceOptions, expected: [number, number][]) {
  const raster = await openRaster(path);
  await raster.close();
  const georeference = locate(raster, path, options);
  const off = PIXELS.map(([x, y], i) => {
    const [lng, lat] = georeference.toLngLat(x, y);
    const back = georeference.toPixel(lng, lat);
    // The way back of a shift of datum is off by some millimetres.
    expect(back[0]).toBeCloseTo(x, 1);
    expect(back[1]).toBeCloseTo(y, 1);
    const [a, b] = expected[i]!;
    return Math.hypot((lng - a) * Math.cos((b * Math.PI) / 180), lat - b) * 111_195;
  });
  return { georeference, metres: Math.max(...off) };
}

describe.skipIf(without('gdaltransform'))(`places as GDAL finds them ${without('gdaltransform')}`, () => {
  const bounds = ['-a_ullr', '200000', '552000', '200015', '551990'];

  it.each([
    ['EPSG:5186', ['-a_srs', 'EPSG:5186', ...bounds], 0.01],
    ['EPSG:5179', ['-a_srs', 'EPSG:5179', '-a_ullr', '953000', '1952000', '953030', '1951980'], 0.01],
    ['EPSG:5174 (Bessel)', ['-a_srs', 'EPSG:5174', ...bounds], 2],
    ['EPSG:32652', ['-a_srs', 'EPSG:32652', '-a_ullr', '322000', '4160000', '322150', '4159900'], 0.01],
    ['EPSG:3857', ['-a_srs', 'EPSG:3857', '-a_ullr', '14135000', '4519000', '14135150', '4518900'], 0.01],
    ['EPSG:4326', ['-a_srs', 'EPSG:4326', '-a_ullr', '126.97', '37.57', '126.985', '37.56'], 0.01],
    ['EPSG:2263 (feet)', ['-a_srs', 'EPSG:2263', '-a_ullr', '980000', '200000', '980300', '199800'], 2],
    ['PixelIsPoint', ['-a_srs', 'EPSG:5186', ...bounds, '-mo', 'AREA_OR_POINT=Point'], 0.01],
    [
      'a system of its own',
      [
        '-a_srs',
        '+proj=tmerc +lat_0=38 +lon_0=127.5 +k=0.9996 +x_0=200000 +y_0=500000 +ellps=bessel +towgs84=-115.80,474.99,674.11,1.16,-2.31,-1.63,6.43 +units=m',
        ...bounds,
      ],
      0.05,
    ],
  ])('GeoTIFF in %s', async (_, options, tolerance) => {
    const path = translated(...options);
    const { georeference, metres } = await difference(path, {}, byGdal(path));
    expect(georeference.kind).toBe('geotiff');
    expect(metres).toBeLessThan(tolerance);
    const raster = await openRaster(path);
    await raster.close();
    expect(raster.georeference!.toLngLat(3, 4)).toEqual(georeference.toLngLat(3, 4));
  });

  it.each([
    ['pixels are areas', ''],
    ['pixels are points', '<Metadata><MDI key="AREA_OR_POINT">Point</MDI></Metadata>'],
  ])('a rotated GeoTIFF, %s', async (_, metadata) => {
    const vrt = join(folder, 'rotated.vrt');
    writeFileSync(
      vrt,
      `<VRTDataset rasterXSize="150" rasterYSize="100"><SRS>EPSG:5186</SRS>
       <GeoTransform>200000, 0.0866, 0.05, 552000, 0.05, -0.0866</GeoTransform>${metadata}
       <VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename>${plain}</SourceFilename>
       <SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>`,
    );
    const path = join(folder, `rotated-${count++}.tif`);
    execFileSync('gdal_translate', ['-q', vrt, path]);
    const { georeference, metres } = await difference(path, {}, byGdal(path));
    expect(metres).toBeLessThan(0.01);
    expect(georeference.metresPerPixel).toBeCloseTo(0.1, 3);
  });

  const points = [
    [0, 0, 126.97, 37.57],
    [150, 0, 126.9717, 37.5702],
    [150, 100, 126.9719, 37.5691],
    [0, 100, 126.97015, 37.569],
    [70, 50, 126.97093, 37.56957],
  ] as const;
  const gcps = points.flatMap((point) => ['-gcp', ...point.map(String)]);

  it('a GeoTIFF with control points', async () => {
    const path = translated('-a_srs', 'EPSG:4326', ...gcps);
    const { georeference, metres } = await difference(path, {}, byGdal('-order', '1', path));
    expect(georeference.kind).toBe('control-points');
    expect(metres).toBeLessThan(0.01);
  });

  it('control points from the map, with what is left over', async () => {
    const options = {
      points: points.map(([x, y, lng, lat]) => ({ pixel: [x, y], lngLat: [lng, lat] })),
    } as PlaceOptions;
    const { georeference, metres } = await difference(
      plain,
      options,
      byGdal('-order', '1', ...gcps, '-s_srs', 'EPSG:4326'),
    );
    expect(metres).toBeLessThan(0.02); // fitted on the plane of web Mercator, not in degrees
    const { residuals } = georeference as typeof georeference & { residuals: number[] };
    expect(residuals).toHaveLength(5);
    expect(Math.max(...residuals)).toBeGreaterThan(0.1);
    expect(Math.max(...residuals)).toBeLessThan(20);
  });

  it('a world file as GDAL writes it', async () => {
    const path = translated('-a_srs', 'EPSG:5186', ...bounds, '-co', 'TFW=YES');
    const world = readFileSync(path.replace('.tif', '.tfw'), 'utf8');
    const { georeference, metres } = await difference(plain, { world, crs: 'EPSG:5186' }, byGdal(path));
    expect(georeference.kind).toBe('world-file');
    expect(metres).toBeLessThan(0.01);
  });

  it('a file without its system wants it named', async () => {
    const path = translated(...bounds);
    const raster = await openRaster(path);
    await raster.close();
    expect(raster.georeference).toBeUndefined();
    expect(() => locate(raster, path)).toThrow('name it as "crs". It would fit:');
    expect(locate(raster, path, { crs: 'EPSG:5186' }).kind).toBe('geotiff');
    expect(() => locate(raster, path, { crs: 'EPSG:4326' })).toThrow('cannot be placed by EPSG:4326');
  });
});

describe('places without GDAL', () => {
  it('a tile by its name', () => {
    expect(locate(size, '/tiles/18/223522/101522.png').kind).toBe('tile-name');
    const tms = locate(size, '2_1_3.png', { scheme: 'tms' });
    expect(tms.toLngLat(0, 0)).toEqual(locate(size, '2_1_0.png').toLngLat(0, 0));
  });

  it('nothing known: pixels on a blank canvas', () => {
    const place = locate(size, 'IMG_1234.jpg');
    expect([place.kind, place.metresPerPixel]).toEqual(['pixels', Number.NaN]);
    expect(place.toLngLat(100, 50)).toEqual([0.001, -0.0005]);
    expect(place.toPixel(0.001, -0.0005).map(Math.round)).toEqual([100, 50]);
  });

  it('names of world files', () => {
    expect(worldFileNames('photo.jpg')).toEqual(['photo.jgw', 'photo.jpgw', 'photo.wld']);
    expect(worldFileNames('a.b.tif')).toEqual(['a.b.tfw', 'a.b.tifw', 'a.b.wld']);
  });

  it('says what is wrong', () => {
    expect(() => locate(size, 'x.png', { world: '1\n2\n3', crs: 'EPSG:5186' })).toThrow('six numbers');
    expect(() => locate(size, 'x.png', { world: '0\n0\n0\n0\n1\n1', crs: 'EPSG:5186' })).toThrow('no size');
    expect(() => locate(size, 'x.png', { world: '1\n0\n0\n-1\n200000\n552000' })).toThrow('EPSG:5186');
    const line = [0, 1, 2].map((i) => ({ pixel: [i, i], lngLat: [127 + i, 37] })) as PlaceOptions['points'];
    expect(() => locate(size, 'x.png', { points: line! })).toThrow('lie on one line');
    expect(() => locate(size, 'x.png', { points: line!.slice(1) })).toThrow('At least 3 control points');
  });
});
