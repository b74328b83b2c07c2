import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DMS, readPosition, UTM_ZONE, writePosition } from '@/lib/crs/position';

const hasGdal = spawnSync('gdaltransform', ['--version']).status === 0;

describe('degrees', () => {
  test.each([
    ['126.97, 37.56', 126.97, 37.56],
    ['37.56, 126.97', 126.97, 37.56],
    ['126.97 37.56', 126.97, 37.56],
    ['(126.97; 37.56)', 126.97, 37.56],
    ['-73.98, 40.75', -73.98, 40.75],
    ['126.97°, 37.56°', 126.97, 37.56],
    [`37°33'59"N 126°58'40"E`, 126 + 58 / 60 + 40 / 3600, 37 + 33 / 60 + 59 / 3600],
    [`37°33′59.5″N, 126°58′40″E`, 126 + 58 / 60 + 40 / 3600, 37 + 33 / 60 + 59.5 / 3600],
    [`37°33’59”N 126°58’40”E`, 126 + 58 / 60 + 40 / 3600, 37 + 33 / 60 + 59 / 3600],
    [`N37°33'59" E126°58'40"`, 126 + 58 / 60 + 40 / 3600, 37 + 33 / 60 + 59 / 3600],
    ['37 33 59 N 126 58 40 E', 126 + 58 / 60 + 40 / 3600, 37 + 33 / 60 + 59 / 3600],
    ['37:33:59N, 126:58:40E', 126 + 58 / 60 + 40 / 3600, 37 + 33 / 60 + 59 / 3600],
    [`37°33.99'N 126°58.5'E`, 126.975, 37 + 33.99 / 60],
    ['북위 37도 33분 59초, 동경 126도 58분 40초', 126 + 58 / 60 + 40 / 3600, 37 + 33 / 60 + 59 / 3600],
    ['37.5665N 126.978E', 126.978, 37.5665],
    ['E 126.978 N 37.5665', 126.978, 37.5665],
    [`33°52'04"S 151°12'26"E`, 151 + 12 / 60 + 26 / 3600, -(33 + 52 / 60 + 4 / 3600)],
    ['１２６.９７, ３７.５６', 126.97, 37.56],
    ['EPSG:4326 126.97 37.56', 126.97, 37.56],
    ['WGS84 37.56, 126.97', 126.97, 37.56],
  ])('%s', (text, lon, lat) => {
    const [first] = readPosition(text);
    expect(first!.lon).toBeCloseTo(lon, 9);
    expect(first!.lat).toBeCloseTo(lat, 9);
    expect(first!.guessed).toBe(false);
  });

  test('where both orders can be meant, both are offered, the written one first', () => {
    expect(readPosition('12.5, 41.9').map(({ lon, lat }) => [lon, lat])).toEqual([
      [12.5, 41.9],
      [41.9, 12.5],
    ]);
  });

  test.each([
    '37°65\'00"N 126°58\'40"E',
    '126.97',
    '1, 2, 3',
    '91N 10E',
    '200, 100',
    '126.97, 37.56, 10, 11',
    '세종대로 110',
    'N N 1 2',
    "37.5°30'N 126°E",
    'EPSG:9999 1 2',
    '61N 500000 4000000',
    '',
    '°',
  ])('%j is no position', (text) => expect(readPosition(text)).toEqual([]));
});

// Text, system, x and y as gdaltransform takes them.
const projected: [string, string, number, number][] = [
  ['EPSG:5186 198000 551000', 'EPSG:5186', 198000, 551000],
  ['198000, 551000 EPSG:5186', 'EPSG:5186', 198000, 551000],
  ['198000 551000 (epsg 5186)', 'EPSG:5186', 198000, 551000],
  ['EPSG:5186 551000 198000', 'EPSG:5186', 198000, 551000], // northing first, as surveyors write
  ['EPSG5179: 953241.68, 1954023.47', 'EPSG:5179', 953241.68, 1954023.47],
  ['UTM-K 953241 1954023', 'EPSG:5179', 953241, 1954023],
  ['953241, 1954023', 'EPSG:5179', 953241, 1954023],
  ['1954023, 953241', 'EPSG:5179', 953241, 1954023],
  ['953,241 1,954,023', 'EPSG:5179', 953241, 1954023],
  ['198104 551891', 'EPSG:5186', 198104, 551891],
  ['52N 323456 4158123', 'EPSG:32652', 323456, 4158123],
  ['52S 323456 4158123', 'EPSG:32652', 323456, 4158123], // the band, not the southern half
  ['UTM 56S 334000 6252000', 'EPSG:32756', 334000, 6252000],
  ['UTM zone 18T 583960mE 4507523mN', 'EPSG:32618', 583960, 4507523],
  ['14135187 4518374', 'EPSG:3857', 14135187, 4518374],
  ['-8237642 4970241', 'EPSG:3857', -8237642, 4970241],
];

describe('projected systems', () => {
  const reference = hasGdal
    ? projected.map(([, crs, x, y]) =>
        execFileSync('gdaltransform', ['-s_srs', crs, '-t_srs', 'OGC:CRS84', '-output_xy'], {
          input: `${x} ${y}\n`,
          encoding: 'utf8',
        })
          .trim()
          .split(' ')
          .map(Number),
      )
    : [];

  test.each(projected.map(([text, crs], i) => [text, crs, i] as const))('%s is in %s', (text, crs, i) => {
    const [first] = readPosition(text);
    expect(first).toMatchObject({ crs, x: projected[i]![2], y: projected[i]![3] });
    if (!hasGdal) return;
    // 1e-7 degrees is a centimetre.
    expect(first!.lon).toBeCloseTo(reference[i]![0]!, 7);
    expect(first!.lat).toBeCloseTo(reference[i]![1]!, 7);
  });

  test('bare numbers are a guess, with the other systems to choose from', () => {
    const codes = readPosition('200000 450000').map(({ crs, guessed }) => (guessed ? crs : ''));
    expect(codes[0]).toBe('EPSG:5186');
    expect(codes).toContain('EPSG:5181');
    expect(codes).toContain('EPSG:5174');
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('what is written is read again', () => {
  const lon = fc.double({ min: 124.6, max: 131.8, noNaN: true });
  const lat = fc.double({ min: 33.1, max: 38.6, noNaN: true });
  const DEGREES_OF_TENTH_METRE = 2e-6;

  test.each(['EPSG:4326', DMS, UTM_ZONE])('%s, anywhere', (code) => {
    fc.assert(
      fc.property(
        fc.double({ min: -179.99, max: 179.99, noNaN: true }),
        fc.double({ min: -79, max: 83, noNaN: true }),
        (x, y) => {
          const text = writePosition(x, y, code)!;
          // S after a zone is the southern half, or the band of 32 to 40 degrees north: either reading may be meant.
          const near = readPosition(text).some(
            (one) =>
              Math.abs(one.lat - y) < 15 * DEGREES_OF_TENTH_METRE &&
              Math.abs(one.lon - x) * Math.cos((y * Math.PI) / 180) < 15 * DEGREES_OF_TENTH_METRE,
          );
          expect(near, text).toBe(true);
        },
      ),
    );
  });

  test.each(['EPSG:5179', 'EPSG:5186', 'EPSG:5174', 'KATEC', 'EPSG:3857', 'EPSG:4737'])(
    '%s, named',
    (code) => {
      fc.assert(
        fc.property(lon, lat, (x, y) => {
          // A point at sea is offered both ways where only the other way lies on land.
          const near = readPosition(`${code} ${writePosition(x, y, code)}`).some(
            (one) =>
              Math.abs(one.lon - x) < DEGREES_OF_TENTH_METRE &&
              Math.abs(one.lat - y) < DEGREES_OF_TENTH_METRE,
          );
          expect(near).toBe(true);
        }),
      );
    },
  );

  test('beyond the antimeridian longitudes come round', () => {
    expect(writePosition(190, 10, 'EPSG:4326')).toBe('-170.000000, 10.000000');
    expect(writePosition(-181, -10, DMS)).toBe(`10°00'00.0"S 179°00'00.0"E`);
  });

  test('any text at all is read without an error', () => {
    const piece = fc.constantFrom(
      ...'0123456789.,;:°\'" NSEW+-/도분초'.split(''),
      'EPSG:',
      '5186',
      'UTM',
      '52S',
      ' ',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(piece, { maxLength: 30 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        for (const { lon, lat } of readPosition(typed)) {
          expect(Math.abs(lon)).toBeLessThanOrEqual(180);
          expect(Math.abs(lat)).toBeLessThanOrEqual(90);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
