import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadDefaultGazetteer } from '@/lib/gazetteer/defaults';
import { importAddresses } from '@/lib/gazetteer/import';
import { metres } from '@/lib/geocode/distance';
import { explainText } from '@/lib/geocode/explain';
import { geocodeBatch, geocodeText } from '@/lib/geocode/geocode';
import { reverse } from '@/lib/geocode/reverse';
import { search } from '@/lib/geocode/search';
import { suggest } from '@/lib/geocode/suggest/suggest';
import { freshDatabase } from '../support/database';

freshDatabase();

const ROWS = `LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID
-122.1,37.1,100,N MAIN ST,,SPRINGDALE,,CA,94001,1
-122.1,37.11,100,MAIN AVE,,SPRINGDALE,,CA,94001,2
-122.2,37.2,100,N MAIN ST,,OAKVILLE,,CA,94002,3
-122.11,37.12,516,CENTRE CT,,SPRINGDALE,,CA,94001,4
-122.111,37.121,520,CENTRE CT,,SPRINGDALE,,CA,94001,5
-122.12,37.13,1216-B,SANTA CLARA AVENUE,,SPRINGDALE,,CA,94001,6
-122.121,37.131,1216,SANTA CLARA AVENUE,,SPRINGDALE,,CA,94001,7
-122.13,37.14,846.5,52ND ST,,SPRINGDALE,,CA,94001,8
-122.14,37.15,10,UNION SQ,1,SPRINGDALE,,CA,94001,9
-122.143,37.15,10,UNION SQ,2,SPRINGDALE,,CA,94001,10
`;

beforeAll(async () => {
  await loadDefaultGazetteer();
  const file = join(tmpdir(), `jari-oa-${process.pid}.csv`);
  writeFileSync(file, ROWS);
  await importAddresses([file]);
});

describe('numbers', () => {
  test.each([
    ['100 N Main St, Springdale, CA 94001', -122.1, 37.1],
    ['100 North Main Street, Springdale, California', -122.1, 37.1],
    ['100 Main Avenue, Springdale, CA', -122.1, 37.11],
    ['100 NORTH MAIN ST OAKVILLE CA 94002', -122.2, 37.2],
    ['516 Centre Court, Apt 4, Springdale, CA 94001', -122.11, 37.12],
    ['516 Centre, Springdale, CA', -122.11, 37.12],
    ['1216-B Santa Clara Ave, Springdale, CA', -122.12, 37.13],
    ['1216 Santa Clara Av, Springdale, CA', -122.121, 37.131],
    ['846 1/2 52nd St, Springdale, CA', -122.13, 37.14],
    ['516 Centre Ct, Elsewhere, CA 94001', -122.11, 37.12], // the postcode says the city is only named otherwise
  ])('%s', async (text, lon, lat) => {
    const { status, match } = await geocodeText(text);
    expect(status).toBe('ok');
    expect(match!.level).toBe('address');
    expect(metres(match!, { lon, lat })).toBeLessThan(1);
  });

  test('without its city a street of two cities is a question', async () => {
    const { status, candidates } = await geocodeText('100 N Main St, CA');
    expect(status).toBe('ambiguous');
    expect(candidates!.length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ['518 Centre Ct, Springdale, CA', 'near'],
    ['9999 Centre Ct, Springdale, CA', 'road'],
    ['Centre Ct, Springdale, CA', 'road'],
  ])('%s falls to %s', async (text, level) => {
    const { match } = await geocodeText(text);
    expect(match!.level).toBe(level);
    expect(match!.score).toBeLessThan(0.9);
  });

  test('units of one number lie apart: the uncertainty says how far', async () => {
    const { match } = await geocodeText('10 Union Sq, Springdale, CA');
    expect(match!.level).toBe('address');
    expect(match!.uncertainty_m).toBeGreaterThan(200);
  });

  test('another postcode than the one written is said', async () => {
    const { match } = await geocodeText('516 Centre Ct, Springdale, CA 99999');
    expect(match!.changes.map(({ rule }) => rule)).toContain('other-postcode');
    expect(match!.score).toBeLessThan(1);
  });
});

describe('places', () => {
  test.each([
    ['Paris', 2.3488, 48.8534],
    ['Paris, TX', -95.5555, 33.6609],
    ['Seoul', 126.9784, 37.566],
    ['San Jose, CA', -121.895, 37.3394],
  ])('%s', async (text, lon, lat) => {
    const { status, match } = await geocodeText(text);
    expect(status).toBe('ok');
    expect(match!.level).toBe('place');
    expect(metres(match!, { lon, lat })).toBeLessThan(5000);
  });

  test.each(['Nowhereville', '12 Nosuch St, Nowhereville', 'asdf qwer', '!!!'])(
    '%s is not found',
    async (text) => {
      const { status, match } = await geocodeText(text);
      expect(status).toBe('not_found');
      expect(match).toBeUndefined();
    },
  );
});

test('the US addresses that come with Jari: 99 in 100 at their own point', async () => {
  interface Rrad {
    address1: string;
    city?: string;
    state: string;
    postalCode: string;
    coordinates: { lat: number; lng: number };
  }
  const require = createRequire(import.meta.url);
  const { addresses } = require('rrad/addresses-us-all.min.json') as { addresses: Rrad[] };
  const numbered = addresses.filter(({ address1 }) => /^\d/.test(address1)); // some are a street alone
  const texts = numbered.map(({ address1, city, state, postalCode }) =>
    [address1, city, `${state} ${postalCode}`].filter(Boolean).join(', '),
  );
  const answers = await geocodeBatch(texts);
  const missed = numbered.flatMap(({ coordinates: { lng, lat } }, i) => {
    const { match } = answers[i]!;
    return match?.level === 'address' && metres(match, { lon: lng, lat }) < 1
      ? []
      : [`${texts[i]}: ${JSON.stringify(answers[i])}`];
  });
  expect(numbered.length).toBeGreaterThan(2900);
  expect(missed.length / numbered.length, missed.slice(0, 20).join('\n')).toBeLessThanOrEqual(0.01);
});

describe('search, reverse, suggest, explain', () => {
  test('search gives labels, at most as many as asked', async () => {
    const found = await search('100 N Main St, CA', { limit: 1, near: { lon: -122.2, lat: 37.2 } });
    expect(found).toHaveLength(1);
    expect(found[0]!.label).toMatch(/OAKVILLE/i); // the one the user looks at
  });

  test('reverse: the nearest address, the city where none is near, nothing at sea', async () => {
    const [address] = await reverse(-122.11, 37.1201);
    expect(address).toMatchObject({ level: 'address' });
    expect(address!.label).toMatch(/516 CENTRE CT/i);
    expect(address!.distance_m).toBeGreaterThan(5);
    const [city] = await reverse(2.35, 48.86);
    expect(city).toMatchObject({ level: 'place' });
    expect(await reverse(-150, -40)).toEqual([]);
  });

  test.each(['par', '서울', '세종대로', 'main', '%', '_', '\\', "'; drop table layer; --", ' '])(
    'suggest for %j',
    async (text) => {
      const found = await suggest(text, { limit: 5 });
      expect(found.length).toBeLessThanOrEqual(5);
      expect(new Set(found.map(({ label }) => label)).size).toBe(found.length);
      if (/[%_\\';]/.test(text)) expect(found).toEqual([]);
    },
  );

  test('suggest finds what begins so', async () => {
    expect((await suggest('서울'))[0]!.label).toContain('서울');
    expect((await suggest('paris'))[0]!.label).toContain('Paris');
    expect((await suggest('세종대')).some(({ label }) => label.includes('세종대로'))).toBe(true);
  });

  test('explain shows the parts, every pass and the answer', async () => {
    const explained = await explainText('서울특별시 중구 세종대로 110');
    expect(explained.parsed.readings[0]).toMatchObject({
      province: '서울',
      districts: ['중구'],
      road: '세종대로',
      main: 110,
    });
    expect(explained.passes[0]).toMatchObject({ pass: 'exact' });
    expect(explained.passes[0]!.candidates[0]).toMatchObject({ level: 'address' });
    expect(explained.answer).toEqual(await geocodeText('서울특별시 중구 세종대로 110'));
  });
});
