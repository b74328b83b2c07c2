import { afterAll, expect, test } from 'vitest';
import * as place from '@/app/api/crs/place/route';
import * as layers from '@/app/api/layers/route';
import * as preview from '@/app/api/uploads/[id]/preview/route';
import * as uploads from '@/app/api/uploads/route';
import { closeQueue } from '@/lib/jobs/queue';
import { freshDatabase } from '../support/database';
import { call, finished, sendForm, sendJson } from './support';

freshDatabase();
afterAll(closeQueue);

const metres = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [953949.417, 1952037.804] },
      properties: { a: '가' },
    },
  ],
});

test('a map file by the interface: upload, preview, where it would land, import', async () => {
  const sent = await call(uploads.POST, '/api/uploads', sendForm([['file', ['점.geojson', metres]]]));
  expect(sent.status).toBe(201);
  const upload = await sent.json();
  expect(upload).toMatchObject({
    name: '점.geojson',
    preview: {
      file: { format: 'geojson' },
      columns: ['a'],
      sample: [['가']],
      points: [[953949.417, 1952037.804]],
    },
  });
  const [likely] = upload.preview.candidates;
  const placed = await call(
    place.POST,
    '/api/crs/place',
    sendJson({ crs: likely, points: upload.preview.points }),
  );
  const [lon, lat] = (await placed.json()).extent;
  expect([lon, lat].map((value) => Math.round(value * 1000) / 1000)).toEqual([126.979, 37.567]);

  const again = await call(preview.POST, `/api/uploads/${upload.id}/preview`, {
    ...sendJson({ crs: 'EPSG:5179' }),
    params: { id: upload.id },
  });
  expect(again.status).toBe(200);

  const refused = await call(layers.POST, '/api/layers', sendJson({ upload: upload.id }));
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ parameter: 'crs', candidates: upload.preview.candidates });
  const made = await call(
    layers.POST,
    '/api/layers',
    sendJson({ upload: upload.id, crs: 'EPSG:5179', label: 'a' }),
  );
  expect(made.status).toBe(202);
  const { job } = await made.json();
  expect(await finished(job.id)).toMatchObject({ state: 'done', kind: 'import-file' });
});

test('a form with a file and its system; points that are no points; a system that is none', async () => {
  const made = await call(
    layers.POST,
    '/api/layers',
    sendForm([
      ['crs', '5179'],
      ['repair', 'true'],
      ['file', ['f.json', metres]],
    ]),
  );
  expect(made.status).toBe(202);
  const odd = await call(
    place.POST,
    '/api/crs/place',
    sendJson({
      crs: 'EPSG:4326',
      points: [
        [1, 200],
        [2, 3],
      ],
    }),
  );
  expect(await odd.json()).toMatchObject({ points: [null, [2, 3]], extent: [2, 3, 2, 3] });
  const none = await call(place.POST, '/api/crs/place', sendJson({ crs: 'Atlantis', points: [] }));
  expect(none.status).toBe(400);
});
