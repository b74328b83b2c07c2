import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as classifications from '@/app/api/classifications/route';
import * as image from '@/app/api/layers/[id]/image/[z]/[x]/[y]/route';
import * as layerRoute from '@/app/api/layers/[id]/route';
import * as layers from '@/app/api/layers/route';
import * as sharedImage from '@/app/api/shared/[token]/layers/[id]/image/[z]/[x]/[y]/route';
import * as sharedMap from '@/app/api/shared/[token]/route';
import { config } from '@/lib/config';
import { query } from '@/lib/db/database';
import { checkGeoJSON } from '@/lib/geojson/check';
import { sweepImages } from '@/lib/imagery/store';
import { closeQueue, openQueue } from '@/lib/jobs/queue';
import type { Job } from '@/lib/jobs/types';
import type { Layer } from '@/lib/layers/types';
import { shareProject } from '@/lib/projects/share';
import { bandPicture, bandsIn } from '../support/bands';
import { freshDatabase } from '../support/database';
import { call, finished, sendForm, sendJson } from './support';

vi.hoisted(() => {
  process.env.JARI_DEVICE = 'cpu'; // nothing is probed
});
freshDatabase();

beforeAll(async () => {
  await bandsIn(config.DATA_DIR, 'mnist', 'mnist-linear');
  await openQueue(); // the first time takes seconds
});
afterAll(closeQueue);

async function made(response: Response): Promise<{ layer: Layer; job: Job; features: GeoJSON.Feature[] }> {
  expect(response.status, await response.clone().text()).toBe(202);
  const started = (await response.json()) as { layer: Layer; job: Job };
  const job = await finished(started.job.id);
  expect(job.error).toBeNull();
  const { id } = started.layer;
  const layer = (await (await call(layerRoute.GET, `/api/layers/${id}`, { params: { id } })).json()) as Layer;
  const file = await call(layerRoute.GET, `/api/layers/${id}.geojson`, { params: { id: `${id}.geojson` } });
  const collection = (await file.json()) as GeoJSON.FeatureCollection;
  expect(checkGeoJSON(collection)).toEqual([]);
  return { layer, job, features: collection.features };
}

const tile = (layer: Layer, [z, x, y]: readonly number[]) =>
  call(image.GET, `/api/layers/${layer.id}/image/${z}/${x}/${y}`, {
    params: { id: layer.id, z: String(z), x: String(x), y: String(y) },
  });

test('36 test images of a data set lie on the map, right or wrong', async () => {
  const { layer, features } = await made(
    await call(
      classifications.POST,
      '/api/classifications',
      sendJson({ model: 'mnist-linear', sample: { dataset: 'mnist', seed: 4 }, language: 'ko' }),
    ),
  );
  expect(layer).toMatchObject({ name: 'MNIST 6 × 6 (seed 4)', kind: 'detection', state: 'ready' });
  expect(features).toHaveLength(36);
  for (const { properties } of features) {
    const { label, truth, correct, caption_ko } = properties!;
    expect(correct).toBe(label === truth);
    expect(caption_ko).toBe(correct ? label : `${truth} (${label} 아님)`);
  }
  expect(features.filter(({ properties }) => properties!.correct).length).toBeGreaterThan(30);
  expect(layer.style.by).toMatchObject({ type: 'categories', column: 'correct' });
  expect(layer.style.label.template).toBe('{caption_ko}');
});

test('the image lies under them, in its place', async () => {
  const { layers: all } = (await (await call(layers.GET, '/api/layers')).json()) as { layers: Layer[] };
  const layer = all[0]!;
  const { bounds } = layer.source.image as { bounds: [number, number, number, number] };
  expect(bounds[0]).toBeLessThan(layer.extent![0]);
  expect(bounds[3]).toBeGreaterThan(layer.extent![3]);
  const [z, x, y] = [10, 873, 396]; // Seoul
  const response = await tile(layer, [z, x, y]);
  expect(response.status).toBe(200);
  const { data, info } = await sharp(await response.arrayBuffer())
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([512, 512, 4]);
  const shown = Array.from({ length: 512 * 512 }, (_, i) => data[4 * i + 3]!).filter(
    (alpha) => alpha > 0,
  ).length;
  // The image's share of the tile, both in Web Mercator.
  const mercator = (lat: number) => Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
  const side = 2 ** z;
  const west = Math.max(0, ((bounds[0] + 180) / 360) * side - x);
  const east = Math.min(1, ((bounds[2] + 180) / 360) * side - x);
  const north = Math.max(0, (0.5 - mercator(bounds[3])) * side - y);
  const south = Math.min(1, (0.5 - mercator(bounds[1])) * side - y);
  const share = Math.max(0, east - west) * Math.max(0, south - north);
  expect(share).toBeGreaterThan(0.01);
  expect(shown / 512 ** 2).toBeCloseTo(share, 2);
  expect((await tile(layer, [10, 0, 0])).status).toBe(204);
  expect((await tile(layer, [10, 5000, 0])).status).toBe(404);
});

test('who has the link of a shared map sees the image too, and nothing of where it came from', async () => {
  const { layers: all } = (await (await call(layers.GET, '/api/layers')).json()) as { layers: Layer[] };
  const { id, project, source } = all[0]!;
  const { share } = await shareProject(project, { table: false, download: false });
  const { token } = share!;
  const map = await (await call(sharedMap.GET, `/api/shared/${token}`, { params: { token } })).json();
  expect(map.layers[0].source).toEqual({ image: source.image });
  const path = { z: '10', x: '873', y: '396' };
  const asked = (token: string) =>
    call(sharedImage.GET, `/api/shared/${token}/layers/${id}/image/10/873/396`, {
      params: { token, id, ...path },
    });
  expect((await asked(token)).status).toBe(200);
  expect((await asked('x'.repeat(32))).status).toBe(404);
});

/** Two rows of three chips. */
async function picture(): Promise<[string, string]> {
  const { data, ...raw } = bandPicture([0, 3, 6, 9, 1, 4], 3);
  const png = await sharp(data, { raw }).png().toBuffer();
  return ['15_27941_12689.png', png as unknown as string];
}

const labels = (features: GeoJSON.Feature[]) => features.map(({ properties }) => properties!.label);

test("one's own tile is cut into a grid, and its name says where it lies", async () => {
  const { features, layer, job } = await made(
    await call(
      classifications.POST,
      '/api/classifications',
      sendForm([
        ['model', 'mnist-linear'],
        ['file', await picture()],
      ]),
    ),
  );
  expect(labels(features)).toEqual(['0', '3', '6', '9', '1', '4']);
  expect(layer.style.label.template).toBe('{label} {score}');
  expect(job.result).toMatchObject({ chips: 6, model: 'mnist-linear' });
  const { coordinates } = features[0]!.geometry as GeoJSON.Polygon;
  expect(coordinates[0]![0]![0]).toBeCloseTo((27941 / 2 ** 15) * 360 - 180, 6);

  // The boxes of that layer over the same image are the same chips.
  const again = await made(
    await call(
      classifications.POST,
      '/api/classifications',
      sendJson({
        model: 'mnist-linear',
        image: (layer.source.image as { id: string }).id,
        boxes: layer.id,
      }),
    ),
  );
  expect(labels(again.features)).toEqual(['0', '3', '6', '9', '1', '4']);
});

test('a refusal says what is missing, and nothing stays', async () => {
  const before = await readdir(join(config.DATA_DIR, 'uploads')).catch(() => []);
  const [, png] = await picture();
  const nowhere = await call(
    classifications.POST,
    '/api/classifications',
    sendForm([
      ['model', 'mnist-linear'],
      ['file', ['picture.png', png]],
    ]),
  );
  expect(nowhere.status).toBe(422);
  expect((await nowhere.json()).detail).toBe(
    'The image does not say where it lies: give its corners or its tile.',
  );
  expect(await readdir(join(config.DATA_DIR, 'uploads')).catch(() => [])).toEqual(before);
  const foreign = await call(
    classifications.POST,
    '/api/classifications',
    sendJson({ model: 'mnist-linear', sample: { dataset: 'fashion-mnist' } }),
  );
  expect((await foreign.json()).detail).toContain('was not made for Fashion-MNIST');
  const nothing = await call(
    classifications.POST,
    '/api/classifications',
    sendJson({ model: 'mnist-linear' }),
  );
  expect(nothing.status).toBe(400);
});

test('an image that no layer shows any more goes, with its file', async () => {
  const count = async () => (await readdir(join(config.DATA_DIR, 'images'))).length;
  const before = await count();
  const [{ id }] = (await query<{ id: string }>('select id from layer order by created_at limit 1')) as [
    { id: string },
  ];
  await query("update image set created_at = now() - interval '2 days'");
  await sweepImages();
  expect(await count()).toBe(before);
  await query('delete from layer where id = $1', [id]);
  await sweepImages();
  expect(await count()).toBe(before - 1);
});
