import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as events from '@/app/api/jobs/[id]/events/route';
import * as job from '@/app/api/jobs/[id]/route';
import * as jobs from '@/app/api/jobs/route';
import * as feature from '@/app/api/layers/[id]/features/[n]/route';
import * as layer from '@/app/api/layers/[id]/route';
import * as rows from '@/app/api/layers/[id]/rows/route';
import * as layers from '@/app/api/layers/route';
import * as preview from '@/app/api/uploads/[id]/preview/route';
import * as uploads from '@/app/api/uploads/route';
import { config } from '@/lib/config';
import { checkGeoJSON } from '@/lib/geojson/check';
import { closeQueue } from '@/lib/jobs/queue';
import { noCounts } from '@/lib/layers/store';
import { changedStyle } from '@/lib/layers/style/change';
import { defaultStyle } from '@/lib/layers/style/default';
import { freshDatabase } from '../support/database';
import { call, finished, sendForm, sendJson, sendRaw } from './support';

const { dataDir } = freshDatabase();
afterAll(closeQueue);

const CSV =
  '이름,주소,X,Y\r\n"=1+1, 식당",서울특별시 종로구 자하문로 94,126.97,37.58\r\n둘,없는 주소 1,,\r\n';
const uploaded = () => {
  const folder = join(dataDir, 'uploads');
  return existsSync(folder) ? readdirSync(folder) : [];
};

async function upload(content: string, name = '목록.csv') {
  const response = await call(
    uploads.POST,
    `/api/uploads?name=${encodeURIComponent(name)}`,
    sendRaw(content),
  );
  expect(response.status).toBe(201);
  return response.json();
}

test('a file becomes a layer and GeoJSON: upload, preview, import, rows, downloads', async () => {
  const sent = await upload(CSV);
  expect(sent).toMatchObject({
    name: '목록.csv',
    bytes: Buffer.byteLength(CSV),
    preview: {
      format: { encoding: 'utf-8', delimiter: ',', header: true },
      columns: ['이름', '주소', 'X', 'Y'],
    },
  });
  expect(sent.preview.roles.address).toEqual([1]);

  const again = await call(preview.POST, `/api/uploads/${sent.id}/preview`, {
    ...sendJson({ header: false }),
    params: { id: sent.id },
  });
  expect((await again.json()).preview.columns).toEqual(['column_1', 'column_2', 'column_3', 'column_4']);

  const started = await call(
    layers.POST,
    '/api/layers',
    sendJson({
      upload: sent.id,
      name: '식당 "목록"',
      format: sent.preview.format,
      coordinates: { x: 2, y: 3, crs: 'EPSG:4326' },
      label: 0,
    }),
  );
  expect(started.status).toBe(202);
  const { job: queued, layer: filling } = await started.json();
  expect(queued.state).toBe('queued');
  const { id } = filling;
  expect((await finished(queued.id)).state).toBe('done');

  const meta = await (await call(layer.GET, `/api/layers/${id}`, { params: { id } })).json();
  expect(meta).toMatchObject({
    state: 'ready',
    counts: { rows: 2, status: { ok: 1, skipped: 1 } },
    extent: [126.97, 37.58, 126.97, 37.58],
    style: { label: { template: '{이름}' } },
  });

  const response = await call(layer.GET, `/api/layers/${id}.geojson?download=1`, {
    params: { id: `${id}.geojson` },
  });
  expect(response.headers.get('content-type')).toBe('application/geo+json');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="__ ____.geojson"; filename*=UTF-8''${encodeURIComponent('식당 _목록_.geojson')}`,
  );
  const collection = await response.json();
  expect(checkGeoJSON(collection)).toEqual([]);
  expect(collection.features).toMatchObject([
    { id: 1, geometry: { coordinates: [126.97, 37.58] }, properties: { 이름: '=1+1, 식당', X: 126.97 } },
    { id: 2, geometry: null, properties: { 이름: '둘', jari_status: 'skipped' } },
  ]);

  const slim = await call(layer.GET, `/api/layers/${id}.geojson?slim=1&v=3`, {
    params: { id: `${id}.geojson` },
  });
  expect((await slim.json()).features[0].properties).toEqual({
    status: 'ok',
    level: null,
    이름: '=1+1, 식당',
  });
  const chosen = await call(layer.GET, `/api/layers/${id}.geojson?properties=주소`, {
    params: { id: `${id}.geojson` },
  });
  expect((await chosen.json()).features[1].properties).toEqual({ 주소: '없는 주소 1' });

  const csv = await call(layer.GET, `/api/layers/${id}.csv`, { params: { id: `${id}.csv` } });
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const bytes = new Uint8Array(await csv.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes).split('\r\n')[1]).toBe(
    '"=1+1, 식당",서울특별시 종로구 자하문로 94,126.97,37.58,ok,,126.97,37.58',
  );
  const other = await call(layer.GET, `/api/layers/${id}.shp`, { params: { id: `${id}.shp` } });
  expect(other.status).toBe(404);

  const page = await call(rows.GET, `/api/layers/${id}/rows?status=ok&limit=5`, { params: { id } });
  expect(await page.json()).toMatchObject({ total: 1, rows: [{ n: 1 }] });
  const one = await call(feature.GET, `/api/layers/${id}/features/2`, { params: { id, n: '2' } });
  expect(await one.json()).toMatchObject({ n: 2, lon: null, status: 'skipped' });

  const renamed = await call(layer.PATCH, `/api/layers/${id}`, {
    ...sendJson({ name: '새' }, 'PATCH'),
    params: { id },
  });
  expect((await renamed.json()).name).toBe('새');
  const list = await (await call(layers.GET, '/api/layers')).json();
  expect(list.layers.map((one: { name: string }) => one.name)).toContain('새');
  expect((await call(layer.DELETE, `/api/layers/${id}`, { method: 'DELETE', params: { id } })).status).toBe(
    204,
  );
  expect((await call(layer.GET, `/api/layers/${id}`, { params: { id } })).status).toBe(404);
  expect(uploaded()).toEqual([]);
});

test('a file sent at once: everything is found by itself', async () => {
  const response = await call(
    layers.POST,
    '/api/layers',
    sendForm([
      [
        'file',
        ['가게.txt', '상호|소재지\n가|서울특별시 종로구 자하문로 94\n나|부산광역시 해운대구 우동 1\n'],
      ],
      ['name', '우리 가게'],
    ]),
  );
  expect(response.status).toBe(202);
  const { job, layer } = await response.json();
  expect(layer).toMatchObject({ name: '우리 가게', kind: 'geocoded' });
  expect(job.input.address).toEqual([1]);
  expect((await finished(job.id)).progress).toMatchObject({ done: 2, total: 2 });
});

test('jobs: list, one, events to the end, cancel', async () => {
  const sent = await upload(CSV);
  const { job: queued } = await (
    await call(layers.POST, '/api/layers', sendJson({ upload: sent.id, address: ['주소'] }))
  ).json();
  const params = { id: queued.id };
  const listed = await (await call(jobs.GET, '/api/jobs?limit=1')).json();
  expect(listed.jobs).toHaveLength(1);

  const stream = await call(events.GET, `/api/jobs/${queued.id}/events`, { params });
  expect(stream.headers.get('content-type')).toMatch('text/event-stream');
  expect(stream.headers.get('cache-control')).toMatch('no-transform');
  expect(stream.headers.get('x-accel-buffering')).toBe('no');
  const [text] = await Promise.all([stream.text(), finished(queued.id)]);
  const states = [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data!).state);
  expect(states.at(0)).toBe('queued');
  expect(states.at(-1)).toBe('done');
  const late = await call(job.DELETE, `/api/jobs/${queued.id}`, { method: 'DELETE', params });
  expect(late.status).toBe(409);

  const second = await upload(CSV);
  const { job: waiting, layer: never } = await (
    await call(layers.POST, '/api/layers', sendJson({ upload: second.id, address: [1] }))
  ).json();
  const cancelled = await call(job.DELETE, `/api/jobs/${waiting.id}`, {
    method: 'DELETE',
    params: { id: waiting.id },
  });
  expect((await cancelled.json()).state).toBe('cancelled');
  const third = await upload(CSV);
  const { job: next } = await (
    await call(layers.POST, '/api/layers', sendJson({ upload: third.id, address: [1] }))
  ).json();
  await finished(next.id); // the worker comes by the cancelled one on the way
  expect((await call(layer.GET, `/api/layers/${never.id}`, { params: { id: never.id } })).status).toBe(404);
  expect(uploaded()).toEqual([]);
});

test('a client that leaves ends its event stream', async () => {
  const sent = await upload(CSV);
  const { job: queued } = await (
    await call(layers.POST, '/api/layers', sendJson({ upload: sent.id, address: [1] }))
  ).json();
  const leaving = new AbortController();
  const stream = await call(events.GET, `/api/jobs/${queued.id}/events`, {
    params: { id: queued.id },
    signal: leaving.signal,
  });
  const reader = stream.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toMatch('"queued"');
  await reader.cancel();
  leaving.abort();
  await finished(queued.id);
});

describe('uploads that are refused leave nothing', () => {
  const limited = async (bytes: number, work: () => Promise<void>) => {
    const before = config.MAX_UPLOAD_BYTES;
    Object.assign(config, { MAX_UPLOAD_BYTES: bytes });
    try {
      await work();
    } finally {
      Object.assign(config, { MAX_UPLOAD_BYTES: before });
    }
    expect(uploaded()).toEqual([]);
  };
  /** A body that comes in pieces and knows no length. */
  const pieces = (number: number, end: (controller: ReadableStreamDefaultController) => void) => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (sent++ < number) controller.enqueue(new Uint8Array(64 * 1024).fill(65));
        else end(controller);
      },
    });
    return { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body };
  };

  test('larger than the limit, by its own statement', () =>
    limited(1000, async () => {
      const response = await call(uploads.POST, '/api/uploads?name=a.csv', {
        ...sendRaw('x'),
        headers: { 'content-type': 'application/octet-stream', 'content-length': '5000000' },
      });
      expect(response.status).toBe(413);
    }));

  test('larger than the limit, noticed on the way: the rest is not read', () =>
    limited(300_000, async () => {
      let asked = 0;
      const body = new ReadableStream({
        pull(controller) {
          asked++;
          controller.enqueue(new Uint8Array(64 * 1024).fill(65));
        },
      });
      const response = await call(uploads.POST, '/api/uploads?name=a.csv', {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body,
      });
      expect(response.status).toBe(413);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({
        type: 'urn:jari:problem:too-large',
        title: 'Too large',
        status: 413,
        instance: '/api/uploads',
        limit: 300_000,
      });
      expect(asked).toBeLessThan(30);
    }));

  test('larger than the limit, in a form', () =>
    limited(1000, async () => {
      const response = await call(
        uploads.POST,
        '/api/uploads',
        sendForm([['file', ['a.csv', 'x'.repeat(5000)]]]),
      );
      expect(response.status).toBe(413);
    }));

  test('a body that breaks off', async () => {
    const response = await call(
      uploads.POST,
      '/api/uploads?name=a.csv',
      pieces(3, (controller) => controller.error(new Error('aborted'))),
    );
    expect(response.status).toBe(400);
    expect(uploaded()).toEqual([]);
  });

  test('a body shorter than it said', async () => {
    const half = pieces(1, (controller) => controller.close());
    const response = await call(uploads.POST, '/api/uploads?name=a.csv', {
      ...half,
      headers: { ...half.headers, 'content-length': '1000000' },
    });
    expect(response.status).toBe(400);
    expect((await response.json()).detail).toMatch('65536 of 1000000 bytes');
    expect(uploaded()).toEqual([]);
  });

  test('a form that breaks off', async () => {
    const body = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b\r\n1,2\r\n';
    const response = await call(uploads.POST, '/api/uploads', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body,
    });
    expect(response.status).toBe(400);
    expect(uploaded()).toEqual([]);
  });

  test.each([
    ['an empty file', sendRaw(''), 422],
    ['only blank lines', sendRaw('\n\n\n'), 422],
    ['a form without a file', sendForm([['name', 'x']]), 400],
    [
      'a form without a boundary',
      { method: 'POST', headers: { 'content-type': 'multipart/form-data' }, body: 'x' },
      400,
    ],
    ['JSON', sendJson({ a: 1 }), 415],
    ['no body', { method: 'POST' }, 400],
  ])('%s', async (_, init, status) => {
    const response = await call(uploads.POST, '/api/uploads?name=a.csv', init);
    expect(response.status).toBe(status);
    expect((await response.json()).detail).toMatch(/^[A-Z].*\.$/);
    expect(uploaded()).toEqual([]);
  });
});

test('names that try to leave the folder stay in it, and come back as they were', async () => {
  for (const name of [
    '../../etc/passwd',
    '..\\..\\a.csv',
    '/abs.csv',
    'upload.json',
    '가'.repeat(300),
    '\u0000.csv',
    '',
  ]) {
    const { id } = await upload('a,b\n1,2\n3,4\n', name);
    expect(readdirSync(join(dataDir, 'uploads', id))).toHaveLength(2);
  }
  for (const id of uploaded()) expect(id).toMatch(/^[0-9a-f-]{36}$/);
});

test('many uploads at once do not mix', async () => {
  const sent = await Promise.all(
    Array.from({ length: 8 }, (_, i) => upload(`a,b\n${`${i},x\n`.repeat(2000 + i)}`, 'same.csv')),
  );
  expect(new Set(sent.map(({ id }) => id)).size).toBe(8);
  sent.forEach(({ preview }, i) => {
    expect(preview.sample[0]).toEqual([String(i), 'x']);
  });
});

describe('what is not right is said', () => {
  const id = 'ffffffff-0000-4000-8000-000000000000';
  const params = { id };
  test.each<[string, () => Promise<Response>, number, object]>([
    [
      'an unknown layer',
      () => call(layer.GET, `/api/layers/${id}`, { params }),
      404,
      { instance: `/api/layers/${id}` },
    ],
    [
      'an unknown layer as a file',
      () => call(layer.GET, `/api/layers/${id}.csv`, { params: { id: `${id}.csv` } }),
      404,
      {},
    ],
    ['an id that is none', () => call(layer.GET, '/api/layers/1', { params: { id: "1' or 1=1" } }), 404, {}],
    ['an unknown job', () => call(job.GET, `/api/jobs/${id}`, { params }), 404, {}],
    ['events of an unknown job', () => call(events.GET, `/api/jobs/${id}/events`, { params }), 404, {}],
    ['a row that is none', () => call(feature.GET, '/', { params: { id, n: 'x' } }), 404, {}],
    [
      'a limit too high',
      () => call(rows.GET, `/api/layers/${id}/rows?limit=99999`, { params }),
      400,
      { parameter: 'limit', detail: /1000/ },
    ],
    [
      'a limit that is no number',
      () => call(rows.GET, `/api/layers/${id}/rows?limit=ten`, { params }),
      400,
      { parameter: 'limit' },
    ],
    ['a body that is no JSON', () => call(layers.POST, '/', { ...sendJson({}), body: '{' }), 400, {}],
    ['a body of the wrong kind', () => call(layers.POST, '/', { method: 'POST', body: 'x' }), 415, {}],
    [
      'a member that is missing',
      () => call(layers.POST, '/', sendJson({ name: 'x' })),
      400,
      { path: '/upload' },
    ],
    ['a member that is unknown', () => call(layers.POST, '/', sendJson({ upload: id, colour: 1 })), 400, {}],
    ['an unknown upload', () => call(layers.POST, '/', sendJson({ upload: id })), 404, {}],
    [
      'a colour that is none',
      () =>
        call(layer.PATCH, '/', {
          ...sendJson(
            {
              style: changedStyle(defaultStyle({ kind: 'file', counts: noCounts() }), {
                symbol: { color: 'red' },
              }),
            },
            'PATCH',
          ),
          params,
        }),
      400,
      { path: '/style/symbol/color' },
    ],
    ['a preview of an unknown upload', () => call(preview.POST, '/', { ...sendJson({}), params }), 404, {}],
  ])('%s', async (_, ask, status, members) => {
    const response = await ask();
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = await response.json();
    expect(problem).toMatchObject({
      status,
      type: expect.stringMatching(/^urn:jari:problem:/),
      title: expect.any(String),
    });
    for (const [name, value] of Object.entries(members)) {
      if (value instanceof RegExp) expect(problem[name]).toMatch(value);
      else expect(problem[name]).toEqual(value);
    }
  });

  test('a column that the table lacks', async () => {
    const sent = await upload(CSV);
    const response = await call(layers.POST, '/api/layers', sendJson({ upload: sent.id, address: ['없음'] }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      path: '/address/0',
      detail: expect.stringMatching('이름, 주소'),
    });
  });
});
