import type { MultiLineString, MultiPolygon, Point, Position } from 'geojson';
import { expect, test } from 'vitest';
import { files } from '@/app/basemap/world';

const world = files['world.json']!();
const land = world.features[0]!.geometry as MultiPolygon;
const borders = world.features[1]!.geometry as MultiLineString;
const places = files['places.json']!().features;

const jumps = (line: Position[]) =>
  line.some((position, index) => {
    const before = line[index - 1];
    // A step along the pole closes Antarctica and is not seen.
    return before && Math.abs(position[0]! - before[0]!) > 180 && Math.abs(position[1]!) < 89;
  });

test('no outline crosses the map from edge to edge', () => {
  expect(land.coordinates.flat().filter(jumps)).toEqual([]);
  expect(borders.coordinates.filter(jumps)).toEqual([]);
});

test('rings are closed', () => {
  for (const ring of land.coordinates.flat()) expect(ring.at(-1)).toEqual(ring[0]);
});

test('Korean places stand in Korea and have both names', () => {
  const korean = places.filter(
    ({ properties }) => /[가-힣]/.test(properties?.ko) && properties?.kind === 'town',
  );
  expect(korean.length).toBeGreaterThan(90);
  for (const { geometry, properties } of korean) {
    const [lon, lat] = (geometry as Point).coordinates as [number, number];
    expect(lon, properties?.ko).toBeGreaterThan(125.9);
    expect(lon, properties?.ko).toBeLessThan(131);
    expect(lat, properties?.ko).toBeGreaterThan(33);
    expect(lat, properties?.ko).toBeLessThan(38.7);
    expect(properties?.en).toMatch(/^[A-Z][a-z]+$/);
  }
});

test('every country has a name in both languages, inside the world', () => {
  const countries = places.filter(({ properties }) => properties?.kind === 'country');
  expect(countries.length).toBeGreaterThan(200);
  for (const { geometry, properties } of countries) {
    expect(properties?.en).toBeTruthy();
    expect(properties?.ko).toBeTruthy();
    expect(Math.abs((geometry as Point).coordinates[1]!)).toBeLessThan(90);
  }
});
