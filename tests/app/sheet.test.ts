import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DPI, largestDpi, layOut, type Paper, scaleBar } from '@/app/_print/sheet';

const screen = { width: 1366, height: 716 };

describe('the sheet', () => {
  test.each([
    ['A4', true, 300, 3509, 2481],
    ['A4', false, 96, 794, 1123],
    ['A3', true, 150, 2481, 1755],
  ] as const)('%s, landscape %s, %i dpi is %i × %i pixels', (paper, landscape, dpi, width, height) => {
    const sheet = layOut({ paper, landscape, dpi, title: '제목' }, screen);
    expect(Math.abs(sheet.width * sheet.ratio - width)).toBeLessThan(3);
    expect(Math.abs(sheet.height * sheet.ratio - height)).toBeLessThan(3);
  });

  test('the map lies within it, clear of title and foot', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Paper>('A4', 'A3', 'screen'),
        fc.boolean(),
        fc.integer({ min: DPI.least, max: DPI.most }),
        fc.constantFrom('', '제목'),
        (paper, landscape, dpi, title) => {
          const { width, height, map } = layOut({ paper, landscape, dpi, title }, screen);
          expect(map.x + map.width).toBeLessThanOrEqual(width);
          expect(map.y + map.height + 20).toBeLessThanOrEqual(height);
          expect(map.y).toBeGreaterThanOrEqual(title ? 44 : 0);
        },
      ),
    );
  });

  test('what the browser cannot hold is not offered', () => {
    const choice = { paper: 'A3' as const, landscape: true, dpi: 300, title: '' };
    expect(largestDpi(choice, screen, 16_384)).toBe(300);
    const most = largestDpi(choice, screen, 4096);
    const { width, ratio } = layOut({ ...choice, dpi: most }, screen);
    expect(width * ratio).toBeLessThanOrEqual(4096);
    expect(most).toBeGreaterThan(230);
  });
});

describe('the scale bar', () => {
  test('is of a round length and true to the map', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -80, max: 80, noNaN: true }),
        fc.double({ min: 1, max: 20, noNaN: true }),
        (latitude, zoom) => {
          const { metres, pixels, text } = scaleBar(latitude, zoom, 140);
          expect(pixels).toBeGreaterThan(140 * 0.39);
          expect(pixels).toBeLessThanOrEqual(140.0001);
          expect(String(metres).replace(/[0.]/g, '')).toMatch(/^[125]$/);
          const perPixel = (40_075_016.686 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom);
          expect(metres / perPixel).toBeCloseTo(pixels, 6);
          expect(text).toMatch(/^\d+(\.\d+)? (km|m)$/);
        },
      ),
    );
  });
});
