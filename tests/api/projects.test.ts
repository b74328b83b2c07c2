import { afterEach, beforeAll, expect, test } from 'vitest';
import * as layerRoute from '@/app/api/layers/[id]/route';
import * as layersRoute from '@/app/api/layers/route';
import * as projectRoute from '@/app/api/projects/[id]/route';
import * as shareRoute from '@/app/api/projects/[id]/share/route';
import * as projectsRoute from '@/app/api/projects/route';
import * as sharedFeature from '@/app/api/shared/[token]/layers/[id]/features/[n]/route';
import * as sharedExport from '@/app/api/shared/[token]/layers/[id]/route';
import * as sharedRows from '@/app/api/shared/[token]/layers/[id]/rows/route';
import * as sharedRoute from '@/app/api/shared/[token]/route';
import { config } from '@/lib/config';
import { transaction } from '@/lib/db/database';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { createLayer } from '@/lib/layers/store';
import { createProject } from '@/lib/projects/store';
import { proxy } from '@/proxy';
import { freshDatabase } from '../support/database';
import { call, sendJson } from './support';

freshDatabase();

const before = { PASSWORD: config.PASSWORD };
afterEach(() => void Object.assign(config, before));

let id = '';
let layer = '';
let other = '';
let token = '';

async function fill(project: string): Promise<string> {
  const columns = [
    { name: '이름', type: 'text' as const },
    { name: '전화', type: 'text' as const, hidden: true },
  ];
  const made = await createLayer({
    name: '가게',
    kind: 'file',
    columns,
    project,
    source: { file: 'secret.csv' },
  });
  await transaction(async (client) => {
    await appendFeatures(
      made.id,
      [
        {
          n: 1,
          geometry: { type: 'Point', coordinates: [127, 37] },
          properties: { 이름: '가', 전화: '010-1234' },
          answer: null,
          status: 'ok',
          level: null,
        },
      ],
      client,
    );
    await finishLayer(made.id, columns, client);
  });
  return made.id;
}

beforeAll(async () => {
  const made = await call(projectsRoute.POST, '/api/projects', sendJson({ name: '공유할 지도' }));
  expect(made.status).toBe(201);
  id = (await made.json()).id;
  layer = await fill(id);
  other = await fill((await createProject('남의 것')).id);
});

const params = () => ({ id });
const share = (options: unknown) =>
  call(shareRoute.POST, `/api/projects/${id}/share`, { ...sendJson(options), params: params() });
const shared = (handler: typeof sharedRoute.GET, path: string, more: Record<string, string> = {}) =>
  call(handler, `/api/shared/${token}${path}`, { params: { token, ...more } });

test('a project is made, listed, renamed and keeps its view', async () => {
  const changed = await call(projectRoute.PATCH, `/api/projects/${id}`, {
    ...sendJson({ view: { center: [127.1, 37.5], zoom: 9.5, baseMap: 'offline' } }, 'PATCH'),
    params: params(),
  });
  expect((await changed.json()).view).toEqual({ center: [127.1, 37.5], zoom: 9.5, baseMap: 'offline' });
  const wrong = await call(projectRoute.PATCH, `/api/projects/${id}`, {
    ...sendJson({ view: { center: [127, 199] } }, 'PATCH'),
    params: params(),
  });
  expect(wrong.status).toBe(400);
  const { projects } = await (await call(projectsRoute.GET, '/api/projects')).json();
  expect(projects.map((project: { name: string }) => project.name)).toContain('공유할 지도');
  const { layers } = await (await call(layersRoute.GET, `/api/layers?project=${id}`)).json();
  expect(layers.map((layer: { id: string }) => layer.id)).toEqual([layer]);
});

test('with a password set, the token alone opens the map, its drawing and its rows', async () => {
  token = (await (await share({ table: false, download: false })).json()).share.token;
  Object.assign(config, { PASSWORD: 'secret' });
  const map = await (await shared(sharedRoute.GET, '')).json();
  expect(map.layers).toHaveLength(1);
  expect(JSON.stringify(map)).not.toMatch(/secret|전화/);
  const drawn = await shared(sharedExport.GET, `/layers/${layer}.geojson?slim=1`, { id: `${layer}.geojson` });
  expect((await drawn.json()).features).toHaveLength(1);
  const row = await (await shared(sharedFeature.GET, '', { id: layer, n: '1' })).json();
  expect(row.properties).toEqual({ 이름: '가' });
});

test('what a link must not open', async () => {
  Object.assign(config, { PASSWORD: 'secret' });
  const status = async (answer: Promise<Response>) => (await answer).status;
  // the tables and downloads it does not allow
  expect(await status(shared(sharedRows.GET, '/rows', { id: layer }))).toBe(403);
  for (const format of ['geojson', 'csv', 'geojsonseq']) {
    const name = `${layer}.${format}`;
    expect(await status(shared(sharedExport.GET, `/layers/${name}`, { id: name }))).toBe(403);
  }
  const slimCsv = `/layers/${layer}.csv?slim=1`;
  expect(await status(shared(sharedExport.GET, slimCsv, { id: `${layer}.csv` }))).toBe(403);
  // another project's layer, and no layer
  for (const foreign of [other, 'x']) {
    const name = `${foreign}.geojson`;
    expect(await status(shared(sharedExport.GET, `/layers/${name}?slim=1`, { id: name }))).toBe(404);
    expect(await status(shared(sharedFeature.GET, '', { id: foreign, n: '1' }))).toBe(404);
    expect(await status(shared(sharedRows.GET, '', { id: foreign }))).toBe(404);
  }
  // another token, the token as a password
  token = 'A'.repeat(32);
  expect(await status(shared(sharedRoute.GET, ''))).toBe(404);
  const closed: [typeof layersRoute.GET, string, Record<string, string>][] = [
    [layersRoute.GET, '/api/layers', {}],
    [layerRoute.GET, `/api/layers/${layer}`, { id: layer }],
    [projectsRoute.GET, '/api/projects', {}],
    [projectRoute.GET, `/api/projects/${id}`, { id }],
    [projectRoute.DELETE, `/api/projects/${id}`, { id }],
    [shareRoute.POST, `/api/projects/${id}/share`, { id }],
  ];
  for (const [handler, path, params] of closed) {
    const headers = { authorization: `Bearer ${token}` };
    expect((await call(handler, path, { params, headers })).status, path).toBe(401);
  }
});

test('downloads and tables, where the link allows them, are without the hidden columns', async () => {
  token = (await (await share({ table: true, download: true })).json()).share.token;
  const csv = await shared(sharedExport.GET, '', { id: `${layer}.csv` });
  expect(await csv.text()).not.toContain('010');
  const rows = await (await shared(sharedRows.GET, '/rows', { id: layer })).json();
  expect(rows.rows[0].properties).toEqual({ 이름: '가' });
  expect((await shared(sharedRows.GET, '/rows?q=010', { id: layer })).status).toBe(403);
});

test('a withdrawn link is dead', async () => {
  await call(shareRoute.DELETE, `/api/projects/${id}/share`, { method: 'DELETE', params: params() });
  expect((await shared(sharedRoute.GET, '')).status).toBe(404);
});

test('pages: the shared map and its pieces without the password, all others with it', () => {
  Object.assign(config, { PASSWORD: 'secret' });
  const page = (path: string, method = 'GET') =>
    proxy(
      Object.assign(new Request(`http://127.0.0.1:3000${path}`, { method }), {
        nextUrl: new URL(`http://127.0.0.1:3000${path}`),
      }) as never,
    );
  const open = [
    `/s/${'a'.repeat(32)}`,
    `/embed/${'a'.repeat(32)}`,
    '/_next/static/x.js',
    '/fonts/a.woff2',
    '/basemap/world.json',
    '/icons/maki-bus.svg',
  ];
  for (const path of open) expect(page(path).status, path).toBe(200);
  for (const path of [
    '/',
    '/addresses',
    '/s',
    '/s/',
    '/s/a/b',
    '/ogc',
    '/embedded',
    '/s/../addresses',
    '/_next/image',
  ]) {
    expect(page(path).status, path).toBe(401);
  }
  expect(page(`/s/${'a'.repeat(32)}`, 'POST').status).toBe(403);
  const policy = (path: string) => page(path).headers.get('content-security-policy');
  expect(policy(`/embed/${'a'.repeat(32)}`)).toContain('frame-ancestors *');
  expect(policy(`/s/${'a'.repeat(32)}`)).toContain(`frame-ancestors 'none'`);
});
