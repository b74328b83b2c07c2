import sharp from 'sharp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as detections from '@/app/api/detections/route';
import * as layerRoute from '@/app/api/layers/[id]/route';
import { query } from '@/lib/db/database';
import { checkGeoJSON } from '@/lib/geojson/check';
import { closeQueue, openQueue } from '@/lib/jobs/queue';
import { cancelJob } from '@/lib/jobs/store';
import type { Job } from '@/lib/jobs/types';
import type { Layer } from '@/lib/layers/types';
import { freshDatabase } from '../support/database';
import { call, finished, sendJson } from './support';

vi.hoisted(() => {
  process.env.JARI_DEVICE = 'cpu'; // nothing is probed
});
freshDatabase();
beforeAll(openQueue);
afterAll(closeQueue);

const grey = await sharp({ create: { width: 900, height: 640, channels: 3, background: '#778' } })
  .png()
  .toBuffer();
const image = new File([new Uint8Array(grey)], 'empty.png');
function sendForm(fields: Record<string, string>, files: File[]) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  for (const file of files) body.append('file', file, file.name);
  return { method: 'POST', body };
}
const WORLD = '0.01\n0\n0\n-0.01\n198000\n552000\n';

test('an image and its world file become a layer over the image', async () => {
  const response = await call(
    detections.POST,
    '/api/detections',
    sendForm({ crs: 'EPSG:5186', language: 'ko', window: '640' }, [new File([WORLD], 'empty.pgw'), image]),
  );
  expect(response.status, await response.clone().text()).toBe(202);
  const started = (await response.json()) as { job: Job; layer: Layer };
  const job = await finished(started.job.id);
  expect(job.error).toBeNull();
  expect(job.result).toMatchObject({ model: 'person-mask-rcnn', windows: 2 });
  const { id } = started.layer;
  const layer = (await (await call(layerRoute.GET, `/api/layers/${id}`, { params: { id } })).json()) as Layer;
  expect(layer).toMatchObject({ name: 'empty.png, person-mask-rcnn', kind: 'detection', state: 'ready' });
  expect(layer.source).toMatchObject({ file: 'empty.png', place: 'world-file', crs: 'EPSG:5186' });
  expect(layer.style.label.template).toBe('{caption_ko}');
  const [west, south] = (layer.source.image as { bounds: number[] }).bounds;
  expect(west).toBeCloseTo(126.977, 2);
  expect(south).toBeCloseTo(37.567, 2);
  const file = await call(layerRoute.GET, `/api/layers/${id}.geojson`, { params: { id: `${id}.geojson` } });
  expect(checkGeoJSON(await file.json())).toEqual([]);
  expect(await query('select 1 from detection_window')).toEqual([]);
});

test('control points of QGIS and the rows of TMS say where an image lies', async () => {
  const start = async (fields: Record<string, string>, files: File[]) => {
    const response = await call(detections.POST, '/api/detections', sendForm(fields, files));
    expect(response.status, await response.clone().text()).toBe(202);
    const { job, layer } = (await response.json()) as { job: Job; layer: Layer };
    await cancelJob(job.id);
    await query('delete from layer where id = $1', [layer.id]);
    return (
      await query<{ place: unknown }>(`select input -> 'place' as place from job where id = $1`, [job.id])
    )[0]!.place;
  };
  const points =
    'mapX,mapY,sourceX,sourceY,enable\n126.97,37.57,0,0,1\n126.98,37.57,900,0,1\n126.97,37.56,0,-640,1\n';
  expect(await start({}, [new File([points], 'empty.png.points'), image])).toEqual({
    kind: 'control-points',
    points: [
      { pixel: [0, 0], lngLat: [126.97, 37.57] },
      { pixel: [900, 0], lngLat: [126.98, 37.57] },
      { pixel: [0, 640], lngLat: [126.97, 37.56] },
    ],
  });
  expect(await start({ tile: '15/27941/20078', scheme: 'tms' }, [image])).toEqual({
    kind: 'tile-name',
    tile: { z: 15, x: 27941, y: 20078 },
    scheme: 'tms',
  });
});

test('what is wrong is said before a job is made', async () => {
  const said = async (response: Promise<Response>) => {
    const { status, detail } = (await (await response).json()) as { status: number; detail: string };
    return [status, detail];
  };
  const form = (fields: Record<string, string>, files = [image]) =>
    said(call(detections.POST, '/api/detections', sendForm(fields, files)));
  expect(await form({ model: 'none' })).toEqual([404, expect.stringContaining('no detection model "none"')]);
  expect(await form({}, [new File(['a,b\n1,2\n'], 'a.csv')])).toEqual([
    422,
    expect.stringContaining('no image'),
  ]);
  expect(await form({}, [image, new File([WORLD], 'empty.pgw')])).toEqual([
    400,
    expect.stringContaining('It would fit: EPSG:5186'),
  ]);
  expect(await form({ min_score: '2' })).toEqual([400, expect.stringContaining('from 0 to 1')]);
  expect(await form({ aoi: '{"type":"Point"}' })).toEqual([
    400,
    expect.stringContaining('no GeoJSON polygon'),
  ]);
  expect(await form({ corners: '1,2,3' })).toEqual([400, expect.stringContaining('eight numbers')]);
  expect(await said(call(detections.POST, '/api/detections', sendJson({})))).toEqual([
    400,
    expect.stringContaining('"upload" or an "image"'),
  ]);
});
