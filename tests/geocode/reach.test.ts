import { expect, test } from 'vitest';
import { areaSize, ROAD_M, reach } from '@/lib/geocode/reach';

const district = { level: 2 };

test('one address tells nothing of the reach: what is usual holds', () => {
  expect(reach({ radius_m: 0, addresses: 1 }, areaSize(district))).toBe(11_000);
  expect(reach({ radius_m: null, addresses: 0 }, ROAD_M)).toBe(1_000);
});

test('the more addresses, the less of what is usual; with thousands the radius measured holds', () => {
  const few = reach({ radius_m: 500, addresses: 4 }, areaSize(district));
  const more = reach({ radius_m: 500, addresses: 100 }, areaSize(district));
  expect(few).toBe(5_500);
  expect(more).toBe(1_100);
  expect(reach({ radius_m: 1_800, addresses: 20_000 }, areaSize(district))).toBe(1_800);
  expect(reach({ radius_m: 9_000, addresses: 4 }, areaSize(district))).toBe(9_000);
});

test('upper levels are larger; nothing is surer than 100 m', () => {
  const sizes = [1, 2, 3, 4].map((level) => areaSize({ level }));
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  expect(reach({ radius_m: 3, addresses: 1_000_000 }, ROAD_M)).toBe(100);
});
