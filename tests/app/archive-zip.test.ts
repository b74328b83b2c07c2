import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runInNewContext } from 'node:vm';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { projectArchive } from '@/app/_archive/archive';
import { transaction } from '@/lib/db/database';
import { checkGeoJSON } from '@/lib/geojson/check';
import type { Place } from '@/lib/imagery/place';
import { keepImage } from '@/lib/imagery/store';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { createLayer, getLayer } from '@/lib/layers/store';
import type { Layer } from '@/lib/layers/types';
import { createProject } from '@/lib/projects/store';
import { unpack } from '../e2e/support/unpack';
import { freshDatabase } from '../support/database';

freshDatabase();

const options = (layers: number) => ({
  theme: 'light' as const,
  locale: 'ko',
  title: '지도 </script><b>',
  legend: Array.from({ length: layers }, () => ({
    name: '가게',
    symbol: 'circle' as const,
    lines: [{ color: '#e2562c', text: '가게' }],
    heat: null,
  })),
  words: { fault: '!' },
  readMe: '읽어 보기',
});

/** A value that would end a script, and one that would end a line of it. */
const NASTY = '</script><script>alert(1)</script>\u2028끝';

async function filled(project: string): Promise<Layer> {
  const columns = [{ name: '이름', type: 'text' as const }];
  const layer = await createLayer({ name: '가게', kind: 'file', columns, project });
  const feature = { answer: null, status: 'ok', level: null };
  await transaction(async (client) => {
    await appendFeatures(
      layer.id,
      [
        {
          ...feature,
          n: 1,
          geometry: { type: 'Point', coordinates: [127.5, 37.25] },
          properties: { 이름: NASTY },
        },
        { ...feature, n: 2, geometry: null, properties: { 이름: '없음' } },
      ],
      client,
    );
    await finishLayer(layer.id, columns, client);
  });
  return getLayer(layer.id);
}

test('an archive holds clean GeoJSON, the same as a script, a style, and its fonts', async () => {
  const project = await createProject('지도');
  const plain = await filled(project.id);
  const layer = {
    ...plain,
    style: { ...plain.style, symbol: { ...plain.style.symbol, shape: 'icon' as const, icon: 'maki-bus' } },
  };
  const folder = mkdtempSync(join(tmpdir(), 'jari-archive-'));
  try {
    const path = join(folder, 'map.zip');
    await pipeline(
      Readable.from(await projectArchive(project, [layer], options(1))),
      createWriteStream(path),
    );
    const names = await unpack(path, folder);
    for (const name of [
      'index.html',
      'README.txt',
      'style.json',
      'data/1-가게.geojson',
      'basemap/places.json',
    ]) {
      expect(names).toContain(name);
    }
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    const collection = JSON.parse(read('data/1-가게.geojson'));
    expect(checkGeoJSON(collection)).toEqual([]);
    expect(collection.features).toHaveLength(2);
    expect(collection.features[0].properties).toEqual({ 이름: NASTY });

    const page = {
      JARI: {
        data: {} as Record<string, unknown>,
        style: { name: '' },
        page: { layers: [{}], icons: {} as Record<string, string> },
        fonts: {},
      },
    };
    for (const name of ['data/1-가게.js', 'page/map.js', 'page/fonts.js']) {
      expect(read(name)).not.toMatch(/<|\u2028/);
      runInNewContext(read(name), page);
    }
    expect(JSON.parse(JSON.stringify(page.JARI.data['1-가게']))).toEqual(collection);
    expect(page.JARI.page.icons['jari-icon:maki-bus']).toContain('<svg');
    expect(page.JARI.style.name).toBe('지도 </script><b>');
    const [faces] = Object.values(page.JARI.fonts) as { url: string }[][];
    expect(faces!.length).toBeGreaterThan(3);
    expect(faces!.length).toBeLessThan(110);
    expect(faces!.every(({ url }) => url.startsWith('data:font/woff2;base64,'))).toBe(true);

    const html = read('index.html');
    expect(html).not.toContain('<b>');
    for (const [, src] of html.matchAll(/src="([^"]+)"/g)) expect(names).toContain(decodeURI(src!));
    expect(html).not.toMatch(/https?:/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the image under a layer comes along, as a picture and as a script; one that is gone is left out', async () => {
  const project = await createProject('영상');
  const plain = await filled(project.id);
  const picture = { width: 60, height: 40, data: new Uint8Array(60 * 40 * 3).fill(200) };
  const place = {
    kind: 'corners',
    corners: [
      [127, 37.5],
      [127.6, 37.5],
      [127.6, 37.1],
      [127, 37.1],
    ],
  } as const;
  const { id } = await keepImage({ name: '영상', place: place as unknown as Place, from: picture });
  const shown = (id: string): Layer => ({
    ...plain,
    source: { image: { id, bounds: [127, 37.1, 127.6, 37.5], maxZoom: 10 } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'jari-archive-'));
  try {
    const path = join(folder, 'map.zip');
    const layers = [shown(id), shown('00000000-0000-0000-0000-000000000000')];
    await pipeline(Readable.from(await projectArchive(project, layers, options(2))), createWriteStream(path));
    const names = await unpack(path, folder);
    expect(names.filter((name) => name.startsWith('images/'))).toEqual([
      'images/1-가게.webp',
      'images/1-가게.js',
    ]);
    const webp = readFileSync(join(folder, 'images/1-가게.webp'));
    const { width = 0, height = 0 } = await sharp(webp).metadata();
    expect((width * height) / (60 * 40)).toBeCloseTo(1, 1); // about as many pixels as the image has
    expect(height / width).toBeCloseTo(0.4 / Math.cos((37.3 * Math.PI) / 180) / 0.6, 1);
    const page = { JARI: { data: {} as Record<string, unknown> } };
    runInNewContext(readFileSync(join(folder, 'images/1-가게.js'), 'utf8'), page);
    expect(page.JARI.data['1-가게-image']).toBe(`data:image/webp;base64,${webp.toString('base64')}`);
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain(encodeURI('images/1-가게.js'));
    const style = JSON.parse(readFileSync(join(folder, 'style.json'), 'utf8'));
    expect(Object.keys(style.sources).filter((source) => source.endsWith('-image'))).toEqual([
      '1-가게-image',
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('more features than a browser holds are refused before anything is written', async () => {
  const project = await createProject('큰 지도');
  const layer = await filled(project.id);
  const large = { ...layer, counts: { ...layer.counts, rows: 300_001 } };
  await expect(projectArchive(project, [large], options(1))).rejects.toThrow(/at most 300000/);
});
