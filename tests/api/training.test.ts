import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import yazl from 'yazl';
import * as dataset from '@/app/api/datasets/[name]/route';
import * as datasets from '@/app/api/datasets/route';
import * as download from '@/app/api/models/[name]/model.onnx/route';
import * as archive from '@/app/api/models/[name]/model.zip/route';
import * as models from '@/app/api/models/route';
import * as options from '@/app/api/training-options/route';
import * as cancel from '@/app/api/training-runs/[id]/cancel/route';
import * as events from '@/app/api/training-runs/[id]/events/route';
import * as pause from '@/app/api/training-runs/[id]/pause/route';
import * as resume from '@/app/api/training-runs/[id]/resume/route';
import * as run from '@/app/api/training-runs/[id]/route';
import * as samples from '@/app/api/training-runs/[id]/samples/route';
import * as runs from '@/app/api/training-runs/route';
import { closeQueue } from '@/lib/jobs/queue';
import { unpack } from '../e2e/support/unpack';
import { freshDatabase } from '../support/database';
import { writeQuarters } from '../vision/support';
import { call, finished, sendJson, sendRaw } from './support';

vi.hoisted(() => {
  process.env.JARI_DEVICE = 'cpu'; // nothing is probed
});
const { dataDir } = freshDatabase();
afterAll(closeQueue);
beforeAll(() => writeQuarters(join(dataDir, 'datasets', 'mnist')));

const start = (body: object) => call(runs.POST, '/api/training-runs', sendJson(body));
const of = (id: string, word = '') => [`/api/training-runs/${id}${word}`, { params: { id } }] as const;
const post = (id: string) => ({ method: 'POST', params: { id } });

test('a run is started, followed, asked for its images, downloaded and removed', async () => {
  const { models: known, fields } = await (await call(options.GET, '/api/training-options')).json();
  expect(known[0]).toMatchObject({ name: 'mnist-linear', recipe: { optimiser: 'sgd' } });
  expect(fields.classifier.epochs).toMatchObject({ minimum: 1, maximum: 1000 });

  const started = await start({ model: 'mnist-linear', settings: { epochs: 2, batch: 20 } });
  expect(started.status).toBe(201);
  const { id, name, job } = await started.json();
  expect(name).toBe('mnist-linear-1');
  expect((await (await call(samples.GET, ...of(id, '/samples'))).json()).samples).toEqual([]);
  expect((await finished(job)).state).toBe('done');

  const stream = await (await call(events.GET, ...of(id, '/events'))).text();
  const [event] = stream.split('\n\n').map((line) => JSON.parse(line.replace(/^data: /, '') || 'null'));
  expect(event).toMatchObject({ run: { state: 'done' }, epochs: [{ epoch: 1 }, { epoch: 2 }] });
  expect(event.latest.confusion).toHaveLength(10);
  expect((await (await call(runs.GET, '/api/training-runs')).json()).runs).toHaveLength(1);
  const details = await (await call(run.GET, ...of(id))).json();
  expect(details.history).toHaveLength(2);

  const [path, found] = of(id, '/samples?count=5&seed=3&truth=1');
  const chosen = (await (await call(samples.GET, path, found)).json()).samples;
  expect(chosen).toHaveLength(5);
  expect(chosen.map(({ truth }: { truth: number }) => truth)).toEqual([1, 1, 1, 1, 1]);
  const png = Buffer.from(chosen[0].image.split(',')[1], 'base64');
  expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 8, height: 8 });

  const listed = (await (await call(models.GET, '/api/models')).json()).models;
  expect(listed).toContainEqual(
    expect.objectContaining({ own: true, onnx: true, card: expect.objectContaining({ name }) }),
  );
  const onnx = await call(download.GET, `/api/models/${name}/model.onnx`, { params: { name } });
  expect(onnx.headers.get('content-disposition')).toContain('mnist-linear-1.onnx');
  expect((await onnx.arrayBuffer()).byteLength).toBe(Number(onnx.headers.get('content-length')));

  const zip = await call(archive.GET, `/api/models/${name}/model.zip`, { params: { name } });
  expect(zip.headers.get('content-disposition')).toContain('mnist-linear-1.zip');
  const folder = mkdtempSync(join(tmpdir(), 'jari-model-'));
  writeFileSync(join(folder, 'model.zip'), Buffer.from(await zip.arrayBuffer()));
  const files = await unpack(join(folder, 'model.zip'), folder);
  expect(files).toEqual(
    ['README.md', 'card.json', 'model.onnx', 'report.html', 'report.json', 'weights.safetensors'].map(
      (file) => `${name}/${file}`,
    ),
  );
  expect(JSON.parse(readFileSync(join(folder, name, 'card.json'), 'utf8')).name).toBe(name);
  rmSync(folder, { recursive: true });

  const gone = await call(run.DELETE, `/api/training-runs/${id}`, { method: 'DELETE', params: { id } });
  expect(gone.status).toBe(204);
  expect((await call(run.GET, ...of(id))).status).toBe(404);
  expect((await call(download.GET, `/api/models/${name}/model.onnx`, { params: { name } })).status).toBe(404);
});

test('a run is paused, resumed and cancelled; what cannot be is refused', async () => {
  const { id } = await (await start({ model: 'mnist-mlp' })).json();
  expect((await (await call(pause.POST, `/api/training-runs/${id}/pause`, post(id))).json()).state).toBe(
    'paused',
  );
  expect((await (await call(resume.POST, `/api/training-runs/${id}/resume`, post(id))).json()).state).toBe(
    'queued',
  );
  expect(
    (await call(run.DELETE, `/api/training-runs/${id}`, { method: 'DELETE', params: { id } })).status,
  ).toBe(409);
  expect((await (await call(cancel.POST, `/api/training-runs/${id}/cancel`, post(id))).json()).state).toBe(
    'cancelled',
  );
  expect((await call(resume.POST, `/api/training-runs/${id}/resume`, post(id))).status).toBe(409);
  expect((await start({ model: 'mnist-mlp', settings: { rate: 'fast' } })).status).toBe(400);
  expect((await start({ model: 'mnist-mlp', dataset: 'cifar' })).status).toBe(404);
  expect((await start({ model: 'mnist-mlp', name: '../../x' })).status).toBe(400);
  expect((await call(events.GET, ...of('none', '/events'))).status).toBe(404);
});

test("one's own images are sent, learned from, listed and removed; a ZIP of nothing is refused with the reason", async () => {
  const zip = new yazl.ZipFile();
  for (const [label, shade] of [
    ['dark', 20],
    ['light', 220],
  ] as const)
    for (let i = 0; i < 10; i++) {
      const picture = sharp({
        create: { width: 9, height: 9, channels: 3, background: { r: shade, g: i, b: shade } },
      });
      zip.addBuffer(await picture.png().toBuffer(), `${label}/${i}.png`);
    }
  zip.end();
  const bytes = new Uint8Array(await buffer(zip.outputStream));
  const sent = await call(datasets.POST, '/api/datasets?name=shades.zip&size=8&channels=3', sendRaw(bytes));
  expect(sent.status).toBe(202);
  const job = await finished((await sent.json()).job.id);
  expect(job).toMatchObject({
    state: 'done',
    result: { dataset: 'shades', train: 16, test: 4, faultCount: 0 },
  });
  const listed = (await (await call(datasets.GET, '/api/datasets')).json()).datasets;
  expect(listed).toContainEqual(
    expect.objectContaining({ name: 'shades', own: true, classes: ['dark', 'light'], channels: 3 }),
  );

  const made = await (
    await start({ model: 'mnist-linear', dataset: 'shades', settings: { epochs: 9, batch: 8 } })
  ).json();
  expect((await finished(made.job)).state).toBe('done');
  const { last } = await (await call(run.GET, ...of(made.id))).json();
  expect(last.figures.accuracy).toBe(1);

  const gone = await call(dataset.DELETE, '/api/datasets/shades', {
    method: 'DELETE',
    params: { name: 'shades' },
  });
  expect(gone.status).toBe(204);
  const empty = await call(
    datasets.POST,
    '/api/datasets?name=empty.zip',
    sendRaw('PK\u0003\u0004 and nothing'),
  );
  expect(await finished((await empty.json()).job.id)).toMatchObject({
    state: 'failed',
    error: { status: 422 },
  });
});

test('Mask R-CNN needs a set of images with masks, and says so', async () => {
  expect((await start({ model: 'mask-rcnn-light' })).status).toBe(400);
  expect((await start({ model: 'mask-rcnn-light', dataset: 'mnist' })).status).toBe(404);
  const sent = await call(
    datasets.POST,
    '/api/datasets?name=none.zip&task=detection',
    sendRaw('PK\u0003\u0004 and nothing'),
  );
  expect(await finished((await sent.json()).job.id)).toMatchObject({
    state: 'failed',
    error: { status: 422 },
  });
});
