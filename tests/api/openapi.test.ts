import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { afterAll, expect, test } from 'vitest';
import { openApi } from '@/app/api/_schemas/openapi';
import * as addresses from '@/app/api/addresses/route';
import * as configRoute from '@/app/api/config/route';
import * as search from '@/app/api/geocode/search/route';
import * as jobs from '@/app/api/jobs/route';
import * as layer from '@/app/api/layers/[id]/route';
import * as rows from '@/app/api/layers/[id]/rows/route';
import * as layers from '@/app/api/layers/route';
import * as openapi from '@/app/api/openapi.json/route';
import * as uploads from '@/app/api/uploads/route';
import { closeQueue } from '@/lib/jobs/queue';
import { freshDatabase } from '../support/database';
import { call, finished, sendJson, sendRaw } from './support';

freshDatabase();
afterAll(closeQueue);

// biome-ignore lint/suspicious/noExplicitAny: the document is JSON of a known shape
const document = openApi() as any;

function routeFiles(folder = 'app/api'): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return routeFiles(path);
    return entry.name === 'route.ts' ? [path] : [];
  });
}

test('every method of every route file is in the document, and nothing else', () => {
  const inFiles = routeFiles().flatMap((file) => {
    const path = `/${file.replace(/^app\/|\/route\.ts$/g, '')}`.replace(/\[(\w+)\]/g, '{$1}');
    const methods = [...readFileSync(file, 'utf8').matchAll(/export const (GET|POST|PATCH|PUT|DELETE)\b/g)];
    return methods.map(([, method]) => `${method!.toLowerCase()} ${path}`);
  });
  const inDocument = Object.entries<object>(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method} ${path}`),
  );
  // One file serves both the layer and its formats.
  expect(inDocument.filter((one) => !one.includes('.{format}')).sort()).toEqual(inFiles.sort());
});

test('the document keeps to OpenAPI: unique ids, all path parameters declared, references none', () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const ids = new Set<string>();
  for (const [path, item] of Object.entries<Record<string, Record<string, unknown>>>(document.paths)) {
    for (const operation of Object.values(item)) {
      expect(ids).not.toContain(operation.operationId);
      ids.add(operation.operationId as string);
      const declared = (operation.parameters as { name: string; in: string }[])
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name);
      expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(Object.keys(operation.responses as object).length).toBeGreaterThan(1);
    }
  }
});

test('every schema in the document compiles', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('schema' in value) expect(() => ajv.compile(value.schema as object)).not.toThrow();
    for (const member of Object.values(value)) visit(member);
  };
  visit(document.paths);
});

test('real answers are as the document says', async () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  const holds = async (response: Response, method: string, path: string) => {
    const { content } = document.paths[path][method].responses[response.status];
    const type = response.headers.get('content-type')!;
    expect(Object.keys(content)).toContain(type);
    const value = await response.json();
    const validate = ajv.compile(content[type].schema);
    expect(validate(value) || validate.errors).toBe(true);
    return value;
  };

  const csv = 'name,x,y\nA,127,37\nB,,\n';
  const upload = await holds(
    await call(uploads.POST, '/api/uploads?name=a.csv', sendRaw(csv)),
    'post',
    '/api/uploads',
  );
  const request = { upload: upload.id, coordinates: { x: 'x', y: 'y', crs: 'EPSG:4326' } };
  const started = await holds(
    await call(layers.POST, '/api/layers', sendJson(request)),
    'post',
    '/api/layers',
  );
  await finished(started.job.id);
  const id = started.layer.id;
  await holds(await call(layers.GET, '/api/layers'), 'get', '/api/layers');
  await holds(await call(layer.GET, `/api/layers/${id}`, { params: { id } }), 'get', '/api/layers/{id}');
  await holds(
    await call(layer.GET, `/api/layers/${id}.geojson`, { params: { id: `${id}.geojson` } }),
    'get',
    '/api/layers/{id}.{format}',
  );
  await holds(
    await call(rows.GET, `/api/layers/${id}/rows`, { params: { id } }),
    'get',
    '/api/layers/{id}/rows',
  );
  await holds(await call(jobs.GET, '/api/jobs'), 'get', '/api/jobs');
  await holds(await call(configRoute.GET, '/api/config'), 'get', '/api/config');
  await holds(await call(openapi.GET, '/api/openapi.json'), 'get', '/api/openapi.json');
  await holds(await call(search.GET, '/api/geocode/search?q=x'), 'get', '/api/geocode/search');
  await holds(await call(search.GET, '/api/geocode/search'), 'get', '/api/geocode/search');
  await holds(await call(addresses.GET, '/api/addresses'), 'get', '/api/addresses');
});
