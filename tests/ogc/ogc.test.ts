import { execFileSync } from 'node:child_process';
import type { Static } from '@sinclair/typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { definitions } from '@/lib/crs/definitions';
import { transformer } from '@/lib/crs/transform';
import { checkGeoJSON } from '@/lib/geojson/check';
import type { Layer } from '@/lib/layers/types';
import { systemsOf } from '@/lib/ogc/systems';
import { LINES, oddLayer, POINTS, POLYGONS } from '../layers/odd-layer';
import { freshDatabase } from '../support/database';
import { without } from '../support/programs';
import * as schemas from './schemas';
import { expectValid, rels } from './schemas';
import { serveOgc } from './server';

freshDatabase();

const ACROSS = [
  { type: 'Point', coordinates: [179.9, -18] },
  { type: 'Point', coordinates: [-179.9, -18] },
  { type: 'Point', coordinates: [0, 0] },
] as const;

let base = '';
let close = () => {};
let points: Layer;
let mixed: Layer;
let across: Layer;
beforeAll(async () => {
  ({ base, close } = await serveOgc());
  points = await oddLayer(POINTS);
  mixed = await oddLayer([...POINTS, ...LINES, ...POLYGONS]);
  across = await oddLayer([...ACROSS] as never);
});
afterAll(() => close());

const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`;
const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

async function get(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(path.startsWith('http') ? path : `${base}${path}`, { headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const itemsOf = (layer: Layer, query: Record<string, string> = {}) =>
  get(`/collections/${layer.id}/items?${new URLSearchParams(query)}`);
async function idsOf(layer: Layer, query: Record<string, string>): Promise<number[]> {
  const { status, body } = await itemsOf(layer, query);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.features.map(({ id }: { id: number }) => id);
}

describe('documents', () => {
  test('the landing page leads to all else, and every link answers', async () => {
    const { body, headers } = await get('');
    const { links } = expectValid(schemas.Landing, body);
    expect(headers.get('content-type')).toBe('application/json');
    for (const rel of ['self', 'alternate', 'service-desc', 'service-doc', 'conformance', 'data']) {
      const [link] = rels(links, rel);
      const response = await fetch(link!.href);
      expect(response.status, rel).toBe(200);
      expect(response.headers.get('content-type')!.split(';')[0], rel).toBe(link!.type!.split(';')[0]);
    }
  });

  test('conformance: core, GeoJSON, HTML, OpenAPI 3.0 and the systems of Part 2', async () => {
    const { conformsTo } = expectValid(schemas.Conformance, (await get('/conformance')).body);
    expect(conformsTo.map((uri) => uri.split('/conf/')[1])).toEqual([
      'core',
      'geojson',
      'html',
      'oas30',
      'crs',
    ]);
  });

  test('OpenAPI 3.0 with the paths, the limit and the layers', async () => {
    const { body, headers } = await get('/api');
    expect(headers.get('content-type')).toBe('application/vnd.oai.openapi+json;version=3.0');
    expect(body.openapi).toMatch(/^3\.0\./);
    expect(body.servers).toEqual([{ url: base }]);
    expect(body.components.parameters.collectionId.schema.enum).toContain(points.id);
    const references = [...JSON.stringify(body).matchAll(/"#\/([^"]+)"/g)].map(([, path]) =>
      path!.split('/'),
    );
    for (const path of references) {
      expect(
        path.reduce((at, name) => at?.[name], body),
        path.join('/'),
      ).toBeDefined();
    }
  });

  test('collections: a layer each, as on its own', async () => {
    const { collections } = expectValid(schemas.Collections, (await get('/collections')).body);
    expect(collections.map(({ id }) => id).sort()).toEqual([points.id, mixed.id, across.id].sort());
    for (const collection of collections) {
      const own = expectValid(schemas.Collection, (await get(`/collections/${collection.id}`)).body);
      expect({ ...own, links: [] }).toEqual({ ...collection, links: [] });
      expect(own.itemType).toBe('feature');
      expect(own.crs).toContain(own.storageCrs);
      expect(rels(own.links, 'items').length).toBeGreaterThan(0);
    }
    const own = collections.find(({ id }) => id === points.id)!;
    expect(own).toMatchObject({ title: points.name, extent: { spatial: { bbox: [points.extent] } } });
    expect(own.crs).toContain(epsg(32652));
    expect(own.crs).not.toContain(epsg(32633));
  });
});

describe('features', () => {
  test('a page: valid, RFC 7946, all of it counted', async () => {
    const { body, headers } = await itemsOf(mixed);
    const page = expectValid(schemas.Items, body);
    expect(headers.get('content-type')).toBe('application/geo+json');
    expect(headers.get('content-crs')).toBe(`<${CRS84}>`);
    expect(page).toMatchObject({ numberMatched: 10, numberReturned: 10 });
    expect(checkGeoJSON(body).filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(rels(page.links, 'next')).toEqual([]);
  });

  test('pages are walked by their next links to the end, none twice', async () => {
    let href: string | undefined = `${base}/collections/${mixed.id}/items?limit=3`;
    const seen: unknown[] = [];
    let pages = 0;
    while (href) {
      const page: Static<typeof schemas.Items> = expectValid(schemas.Items, (await get(href)).body);
      seen.push(...page.features.map(({ id }) => id));
      href = rels(page.links, 'next')[0]?.href;
      pages++;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(pages).toBe(4);
  });

  test('a limit above the greatest is that one; none below 1', async () => {
    expect(await idsOf(points, { limit: '99999999' })).toHaveLength(4);
    expect((await itemsOf(points, { limit: '0' })).status).toBe(400);
    expect((await itemsOf(points, { limit: '1.5' })).status).toBe(400);
  });

  test('one feature, with links', async () => {
    const { body, headers } = await get(`/collections/${mixed.id}/items/2`);
    const feature = expectValid(schemas.OneFeature, body);
    expect(feature.id).toBe(2);
    expect(headers.get('content-crs')).toBe(`<${CRS84}>`);
    expect(rels(feature.links, 'self')[0]!.type).toBe('application/geo+json');
    expect((await get(`/collections/${mixed.id}/items/99`)).status).toBe(404);
    expect((await get(`/collections/${mixed.id}/items/x`)).status).toBe(404);
  });

  test('bbox: what touches it; across the antimeridian; in another system', async () => {
    expect(await idsOf(points, { bbox: '126,37,127,38' })).toEqual([1]);
    expect(await idsOf(points, { bbox: '126,37,0,127,38,100' })).toEqual([1]);
    expect(await idsOf(mixed, { bbox: '127.3,36.05,127.31,36.06' })).toEqual([8]);
    expect(await idsOf(across, { bbox: '179,-20,-179,-10' })).toEqual([1, 2]);
    expect(await idsOf(points, { bbox: '37,126,38,127', 'bbox-crs': epsg(4326) })).toEqual([1]);
    const [x, y] = transformer('EPSG:4326', 'EPSG:5179')(126.9784147, 37.5666805);
    const near = [y - 10, x - 10, y + 10, x + 10].join();
    expect(await idsOf(points, { bbox: near, 'bbox-crs': epsg(5179) })).toEqual([1]);
  });

  test('a filter by columns: text, number, several, empty', async () => {
    expect(await idsOf(points, { code: '007' })).toEqual([1, 4]);
    expect(await idsOf(points, { whole: '-2147483649' })).toEqual([2]);
    expect(await idsOf(points, { code: '007', whole: '2' })).toEqual([]);
    expect(await idsOf(points, { whole: '' })).toEqual([3]);
    const { body } = await itemsOf(points, { code: '007', limit: '1' });
    expect(body).toMatchObject({ numberMatched: 2, numberReturned: 1 });
    const next = await get(rels(body.links, 'next')[0]!.href);
    expect(next.body.features.map(({ id }: { id: number }) => id)).toEqual([4]);
    expect(next.body).not.toHaveProperty('numberMatched');
  });

  test('datetime leaves nothing out, a wrong one is said', async () => {
    for (const datetime of [
      '2026-11-24',
      '2026-11-24T09:00:00Z',
      '../2026-11-24',
      '2026-01-01/2026-11-24',
      '2026-01-01/',
    ]) {
      expect(await idsOf(points, { datetime }), datetime).toHaveLength(4);
    }
    for (const datetime of ['yesterday', '2026-13-01', '/', '../..', '2026-11-24/2026-01-01']) {
      expect((await itemsOf(points, { datetime })).status, datetime).toBe(400);
    }
  });
});

describe('coordinate systems', () => {
  const noGdal = without('gdalsrsinfo');

  test('the axes stand as the system says: latitude first for EPSG:4326', async () => {
    const first = async (crs: string) => {
      const { body, headers } = await itemsOf(points, { crs });
      expect(headers.get('content-crs')).toBe(`<${crs}>`);
      return body.features[0].geometry.coordinates;
    };
    expect(await first(CRS84)).toEqual([126.9784147, 37.5666805]);
    expect(await first(epsg(4326))).toEqual([37.5666805, 126.9784147]);
    const [x, y] = transformer('EPSG:4326', 'EPSG:5179')(126.9784147, 37.5666805);
    const [north, east] = await first(epsg(5179));
    expect(north).toBeCloseTo(y, 3);
    expect(east).toBeCloseTo(x, 3);
    const [mercatorX] = await first(epsg(3857));
    expect(mercatorX).toBeCloseTo(126.9784147 * 111319.49079327358, 2);
    const one = await get(`/collections/${points.id}/items/1?crs=${encodeURIComponent(epsg(4326))}`);
    expect(one.body.geometry.coordinates).toEqual([37.5666805, 126.9784147]);
    expect(
      (await get(`/collections/${points.id}/items/1?crs=${encodeURIComponent(epsg(32633))}`)).status,
    ).toBe(400);
  });

  test.skipIf(noGdal)(`the order of axes is the one of EPSG, for every system given ${noGdal}`, () => {
    const some = systemsOf({ extent: [120, -10, 130, 40] }).filter(({ uri }) => uri.includes('EPSG'));
    expect(some.length).toBeGreaterThan(25);
    for (const { code, northFirst } of some) {
      const wkt = execFileSync('gdalsrsinfo', ['-o', 'wkt2', code]).toString();
      const system = wkt.slice(wkt.lastIndexOf('CS['));
      expect(/AXIS\["[^"]*",(\w+)/.exec(system)![1] === 'north', code).toBe(northFirst);
    }
    expect(definitions.length).toBeGreaterThan(some.length);
  });
});

describe('faults', () => {
  test.each([
    ['an unknown parameter', { no_such: '1' }, 'no_such'],
    ['a box of three numbers', { bbox: '1,2,3' }, 'bbox'],
    ['a box upside down', { bbox: '1,5,2,4' }, 'bbox'],
    ['a box beyond the earth', { bbox: '0,0,400,10' }, 'bbox'],
    ['a system that is none', { crs: 'EPSG:1' }, 'crs'],
    ['a system of the box that is none', { bbox: '1,2,3,4', 'bbox-crs': 'x' }, 'bbox-crs'],
    ['a text where a number is', { whole: 'x' }, 'filter'],
    ['another form', { f: 'xml' }, 'f'],
  ])('%s', async (_, query, parameter) => {
    const { status, headers, body } = await itemsOf(points, query);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expectValid(schemas.Exception, body);
    expect(body.parameter).toBe(parameter);
  });

  test('a collection that is not there; a parameter where none is known', async () => {
    const gone = await get('/collections/nothing');
    expect(gone.status).toBe(404);
    expectValid(schemas.Exception, gone.body);
    expect((await get('/collections?limit=5')).status).toBe(400);
    expect((await get('/conformance?x=1')).status).toBe(400);
  });
});

describe('pages for people', () => {
  const page = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(`${base}${path}`, { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    return response.text();
  };

  test('a browser gets HTML, in its language; f says otherwise', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    expect(await page('', { accept, 'accept-language': 'ko-KR,ko;q=0.9' })).toContain('<html lang="ko">');
    expect(await page('/collections', { accept, 'accept-language': 'en' })).toContain('<h1>Layers</h1>');
    expect((await fetch(`${base}?f=json`, { headers: { accept } })).headers.get('content-type')).toBe(
      'application/json',
    );
    expect(
      (await fetch(base, { headers: { accept: 'application/json, text/html' } })).headers.get('content-type'),
    ).toBe('application/json');
    for (const path of [
      '/conformance',
      '/api',
      `/collections/${mixed.id}`,
      `/collections/${mixed.id}/items/1`,
    ]) {
      await page(`${path}?f=html`, {});
    }
  });

  test('features: a table with links to the next page, and nothing of a value becomes HTML', async () => {
    const html = await page(`/collections/${mixed.id}/items?f=html&limit=2`, { 'accept-language': 'en' });
    expect(html).toContain('2 of 10 features are shown.');
    expect(html).toContain('after=2');
    expect(html).toContain('<svg');
    expect(html).not.toContain('<b>');
    expect(html).toContain('&#60;b&#62;');
    expect(html).not.toContain('<층>');
  });
});
