import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cornerGeoreference } from '@/lib/imagery/georeference/corners';
import { type Corners, cornersOf, type Georeference } from '@/lib/imagery/georeference/georeference';
import { tileGeoreference, tileOfName } from '@/lib/imagery/georeference/tile-name';

function expectRoundTrip({ toLngLat, toPixel }: Georeference, x: number, y: number) {
  const back = toPixel(...toLngLat(x, y));
  expect(back[0]).toBeCloseTo(x, 4);
  expect(back[1]).toBeCloseTo(y, 4);
}

describe('tile names', () => {
  it('are read from names and paths', () => {
    expect(tileOfName('18_223522_101522.png')).toEqual({ z: 18, x: 223522, y: 101522 });
    expect(tileOfName('18-223522-101522@2x.webp')).toEqual({ z: 18, x: 223522, y: 101522 });
    expect(tileOfName('/data/tiles/3/7/2.jpg')).toEqual({ z: 3, x: 7, y: 2 });
    expect(tileOfName('3\\7\\2.jpg')).toEqual({ z: 3, x: 7, y: 2 });
    for (const name of [
      'photo.png',
      '2_4_0.png',
      '40_1_1.png',
      '2024_05_01_a.png',
      'x_1_2_3.png',
      '3_7-2.png',
    ]) {
      expect(tileOfName(name)).toBeUndefined();
    }
  });

  it('lie where web maps put them', () => {
    const whole = tileGeoreference({ z: 0, x: 0, y: 0 }, 256, 256);
    expect(whole.toLngLat(128, 128)).toEqual([0, 0]);
    const [lng, lat] = whole.toLngLat(0, 0);
    expect([lng, lat.toFixed(6)]).toEqual([-180, '85.051129']);
    // OpenStreetMap wiki, slippy map tilenames: 18/232798/103246 begins at 139.699401855 35.6595278648
    const tokyo = tileGeoreference({ z: 18, x: 232798, y: 103246 }, 512, 512);
    const [x, y] = tokyo.toPixel(139.7006793, 35.6590699);
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(512);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(512);
    expect(tokyo.metresPerPixel).toBeCloseTo((0.5971642834 / 2) * Math.cos((35.66 * Math.PI) / 180), 2);
  });

  it('TMS counts rows from the bottom', () => {
    const xyz = tileGeoreference({ z: 5, x: 3, y: 10 }, 256, 256);
    const tms = tileGeoreference({ z: 5, x: 3, y: 21 }, 256, 256, 'tms');
    expect(tms.toLngLat(10, 20)).toEqual(xyz.toLngLat(10, 20));
  });

  it('refuses tiles that there are not', () => {
    expect(() => tileGeoreference({ z: 2, x: 4, y: 0 }, 1, 1)).toThrow('at zoom 2 both go from 0 to 3');
  });
});

describe('four corners', () => {
  const corners: Corners = [
    [126.97, 37.57],
    [126.99, 37.575],
    [126.995, 37.56],
    [126.968, 37.558],
  ];

  it('keeps the corners and straight lines', () => {
    const place = cornerGeoreference(corners, 400, 300);
    cornersOf(place, 400, 300).forEach(([lng, lat], i) => {
      expect(lng).toBeCloseTo(corners[i]![0], 9);
      expect(lat).toBeCloseTo(corners[i]![1], 9);
    });
    // A projective map keeps where the diagonals cross.
    const { toPixel } = cornerGeoreference(
      [
        [-2, 1e-4],
        [2, 1e-4],
        [1, -1e-4],
        [-1, -1e-4],
      ],
      100,
      100,
    );
    const crossing = 1e-4 - (2 / 3) * 2e-4;
    expect(toPixel(0, crossing)[0]).toBeCloseTo(50, 6);
    expect(toPixel(0, crossing)[1]).toBeCloseTo(50, 3);
  });

  it('goes there and back', () => {
    const side = fc.double({ min: -0.004, max: 0.004, noNaN: true });
    fc.assert(
      fc.property(fc.array(side, { minLength: 8, maxLength: 8 }), fc.nat(400), fc.nat(300), (d, x, y) => {
        const moved = corners.map(([lng, lat], i) => [lng + d[i * 2]!, lat + d[i * 2 + 1]! / 2]) as Corners;
        expectRoundTrip(cornerGeoreference(moved, 400, 300), x, y);
      }),
    );
  });

  it('an image may be mirrored, but neither folded nor off the map', () => {
    const [a, b, c, d] = corners;
    expectRoundTrip(cornerGeoreference([b, a, d, c], 40, 30), 5, 6);
    expect(() => cornerGeoreference([a, c, b, d], 40, 30)).toThrow('no convex shape');
    expect(() => cornerGeoreference([a, a, c, d], 40, 30)).toThrow('no convex shape');
    expect(() => cornerGeoreference([[37, 126], b, c, d], 40, 30)).toThrow('longitude comes first');
    expect(() => cornerGeoreference([[Number.NaN, 1], b, c, d], 40, 30)).toThrow('Four corners are needed');
  });
});
