import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import type { StyleSpecification } from 'maplibre-gl';
import { describe, expect, test } from 'vitest';
import { BASE_MAPS, baseMapOf } from '@/app/_map/base-maps';
import { OwnMapFault } from '@/app/_map/base-maps/faults';
import { inLanguage } from '@/app/_map/base-maps/openfreemap';
import { ORIGINS } from '@/app/_map/base-maps/origins';
import { readOwn } from '@/app/_map/base-maps/own';
import { quietened } from '@/app/_map/base-maps/quiet';
import { messagesOf } from '@/app/i18n/messages';
import { settings } from '@/lib/config';

const origin = 'http://127.0.0.1:3000';
const config = { vworldKey: 'KEY/1', basemapFile: { attribution: '© OSM' }, basemapOrigins: [] };
const choice = { theme: 'dark', locale: 'ko', origin, config, own: '/tiles/{z}/{x}/{y}.png' } as const;
const OFFLINE = BASE_MAPS.filter(({ id }) => id !== 'openfreemap');

describe.each(OFFLINE)('the base map $id', (baseMap) => {
  test('is a style of MapLibre in both languages and themes, quiet or not', async () => {
    for (const theme of ['light', 'dark'] as const) {
      for (const locale of ['ko', 'en']) {
        const style = await baseMap.style({ ...choice, theme, locale });
        // `font-faces` of several files is MapLibre's, not yet the validator's.
        const { 'font-faces': faces, ...checked } = quietened(style, theme);
        expect(validateStyleMin(checked as never)).toEqual([]);
        const ids = style.layers.map(({ id }) => id);
        expect(ids).toEqual([...new Set(ids)]);
        expect(Object.keys(faces!)).toContain('Noto Sans KR Variable');
      }
    }
  });

  test('loads only from this server and the sites that pages may load from', async () => {
    const text = JSON.stringify(await baseMap.style(choice));
    for (const [found] of text.replace(/<a [^>]*>/g, '').matchAll(/https?:\/\/[^/"]+/g)) {
      expect([origin, ...ORIGINS]).toContain(found);
    }
  });

  test('draws its words in a font of this server', async () => {
    const { layers, glyphs, sprite } = await baseMap.style(choice);
    expect({ glyphs, sprite }).toEqual({});
    expect(JSON.stringify(layers)).not.toMatch(
      /Noto Sans (Regular|Medium|Italic|Devanagari)|icon-image|pgf:/,
    );
  });
});

test('the street map says places in the language of the page', async () => {
  const pmtiles = baseMapOf('pmtiles', config);
  const fields = async (locale: string) =>
    JSON.stringify((await pmtiles.style({ ...choice, locale })).layers.map(({ layout }) => layout ?? {}));
  expect(await fields('ko')).toContain('name:ko');
  expect(await fields('en')).not.toContain('name:ko');
});

test('what a server does not offer is the offline map', () => {
  const id = (name: string, given = {}) => baseMapOf(name, given).id;
  expect(id('vworld-hybrid')).toBe('offline');
  expect(id('vworld-hybrid', { vworldKey: 'a' })).toBe('vworld-hybrid');
  expect(id('pmtiles', { basemapFile: { fault: 'The file is not there.' } })).toBe('offline');
  expect(id('something')).toBe('offline');
});

test('every base map has its words, and can be that of a first visit unless a person must type it', async () => {
  for (const locale of ['ko', 'en'] as const) {
    const { baseMap: words } = await messagesOf(locale);
    for (const { id } of BASE_MAPS)
      expect(words).toMatchObject({ [id]: expect.any(String), [`${id}Note`]: expect.any(String) });
  }
  const { read } = settings.BASEMAP;
  for (const { id } of BASE_MAPS) {
    if (id === 'own') expect(() => read(id)).toThrow('expected one of offline, plain');
    else expect(read(id)).toBe(id);
  }
});

test('labels of OpenMapTiles in Korean, numbers of roads as they are', () => {
  const style: StyleSpecification = {
    version: 8,
    sources: {},
    layers: [
      {
        id: 'city',
        type: 'symbol',
        source: 'a',
        layout: { 'text-field': ['get', 'name:latin'], 'text-font': ['X'] },
      },
      { id: 'road', type: 'symbol', source: 'a', layout: { 'text-field': ['to-string', ['get', 'ref']] } },
    ],
  };
  const [city, road] = inLanguage(style, 'ko').layers as unknown as { layout: object }[];
  expect(city!.layout).toMatchObject({
    'text-field': ['coalesce', ['get', 'name:ko'], ['get', 'name']],
    'text-font': ['Noto Sans KR Variable'],
  });
  expect(road!.layout).toMatchObject({ 'text-field': ['to-string', ['get', 'ref']] });
});

describe('an address of one’s own', () => {
  const read = (text: string, basemapOrigins: string[] = []) =>
    readOwn(text, { origin, config: { basemapOrigins } });
  const far = ['https://tiles.example.org'];

  test.each([
    ['/tiles/{z}/{x}/{y}.png', [], 'raster', `${origin}/tiles/{z}/{x}/{y}.png`],
    [
      'https://tiles.example.org/%7Bz%7D/%7Bx%7D/%7By%7D.png',
      far,
      'raster',
      'https://tiles.example.org/{z}/{x}/{y}.png',
    ],
    [
      'https://tiles.example.org/{z}/{x}/{-y}.png',
      far,
      'raster',
      'https://tiles.example.org/{z}/{x}/{-y}.png',
    ],
    [
      'https://any.example.com/wms?bbox={bbox-epsg-3857}',
      ['https:'],
      'raster',
      'https://any.example.com/wms?bbox={bbox-epsg-3857}',
    ],
    [
      ' https://tiles.openfreemap.org/styles/liberty ',
      [],
      'style',
      'https://tiles.openfreemap.org/styles/liberty',
    ],
    [
      'http://127.0.0.1:8080/style.json',
      ['http://127.0.0.1:8080'],
      'style',
      'http://127.0.0.1:8080/style.json',
    ],
  ])('%s with %j is %s', (text, allowed, kind, url) => expect(read(text, allowed)).toEqual({ kind, url }));

  test.each([
    ['', [], 'notAddress'],
    ['my map', [], 'notAddress'],
    ['브이월드', [], 'notAddress'],
    ['//tiles.example.org/style.json', far, 'notAddress'],
    ['https://', [], 'notAddress'],
    ['javascript:alert(1)', ['https:'], 'notAddress'],
    ['file:///etc/passwd', ['https:'], 'notAddress'],
    ['data:application/json,{}', ['https:'], 'notAddress'],
    ['http://tiles.example.org/{z}/{x}/{y}.png', ['https:'], 'notSecure'],
    ['https://tiles.example.org/{z}/{x}/{y}.png', [], 'notAllowed'],
    ['https://tiles.example.org.evil.net/style.json', far, 'notAllowed'],
    ['https://tiles.example.org:8443/style.json', far, 'notAllowed'],
    ['https://tiles.example.org/{z}/{x}.png', far, 'axes'],
  ])('%s with %j is refused: %s', (text, allowed, code) => {
    expect(() => read(text, allowed)).toThrow(new OwnMapFault(code as 'axes').message);
  });
});

describe('the setting BASEMAP_ORIGINS', () => {
  const { read } = settings.BASEMAP_ORIGINS;
  test.each([
    ['https://a.example.org', ['https://a.example.org']],
    [
      'https://a.example.org, http://127.0.0.1:8080  https:',
      ['https://a.example.org', 'http://127.0.0.1:8080', 'https:'],
    ],
    ['https://A.example.org', ['https://a.example.org']],
  ])('%s', (text, origins) => expect(read(text)).toEqual(origins));
  test.each([
    '*',
    'a.example.org',
    'https://a.example.org/path',
    "https://a.org;script-src 'unsafe-inline'",
    'ftp://a.org',
  ])('%s is refused', (text) => expect(() => read(text)).toThrow('expected origins such as'));
});
