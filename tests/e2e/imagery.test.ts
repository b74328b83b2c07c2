import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';
import { unpack } from './support/unpack';

const RUN_MS = 240_000;

type LngLat = [number, number];
type PageWindow = typeof window & {
  jariMap: {
    unproject(at: [number, number]): { toArray(): LngLat };
    getCanvas(): HTMLCanvasElement;
    getStyle(): { layers: { id: string; type: string; source?: string }[] };
    isSourceLoaded(id: string): boolean;
    queryRenderedFeatures(): { layer: { id: string; type: string }; geometry: Polygon | MultiPolygon }[];
    loaded(): boolean;
    getZoom(): number;
    jumpTo(view: { center: LngLat; zoom: number }): unknown;
    once(event: 'render', then: () => void): void;
    triggerRepaint(): void;
  };
};
interface Listed {
  id: string;
  name: string;
  state: string;
  source: { job: string; image?: { bounds: number[] } };
}

/** Where the sample image lies by its world file, in EPSG:5186: reckoned by PROJ's cs2cs. */
const PLAZA = { west: 126.976755083, north: 37.571876883, east: 126.977044917, south: 37.571723116 };
const [WIDTH, HEIGHT] = [1280, 853];

/** How many colours the middle of a map has. */
const coloursOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const { jariMap } = window as unknown as PageWindow;
        jariMap.once('render', () => {
          const canvas = new OffscreenCanvas(100, 100);
          const context = canvas.getContext('2d')!;
          const { width, height } = jariMap.getCanvas();
          context.drawImage(jariMap.getCanvas(), 50 - width / 2, 50 - height / 2);
          const { data } = context.getImageData(0, 0, 100, 100);
          const pixels = Array.from({ length: 10_000 }, (_, i) => data.slice(4 * i, 4 * i + 3).join());
          resolve(new Set(pixels).size);
        });
        jariMap.triggerRepaint();
      }),
  );

const verticesOf = (features: Feature[]): LngLat[] =>
  features.flatMap(
    ({ geometry }) => (geometry as Polygon).coordinates.flat(geometry.type === 'Polygon' ? 1 : 2) as LngLat[],
  );

/** Metres from each place to the next of the others, the least first. */
const distances = (places: LngLat[], others: LngLat[]): number[] =>
  places
    .map(([lng, lat]) =>
      Math.min(...others.map(([x, y]) => Math.hypot((x - lng) * 88_000, (y - lat) * 111_000))),
    )
    .sort((a, b) => a - b);

describe.skipIf(!hasChromium)('people in an image', () => {
  let app: RunningApp;
  let browser: Browser;
  let map: MapDriver;
  let [image, world]: Buffer[] = [];
  /** What was found in the image by its world file, with nothing in between. */
  let whole: Feature[] = [];
  beforeAll(async () => {
    [image, world] = await Promise.all(
      ['jpg', 'jgw'].map((ending) => readFile(`public/samples/plaza.${ending}`)),
    );
    app = await RunningApp.start({ JARI_DEVICE: 'cpu' });
    browser = await launch();
    map = await MapDriver.open(browser, app);
  });
  afterAll(async () => {
    await map?.close();
    await browser?.close();
    await app?.stop();
  });

  const ask = async (path: string) => (await fetch(`${app.url}/api/${path}`)).json();
  const layerOf = async (file: string): Promise<Listed> =>
    (await ask('layers')).layers.find(({ name }: Listed) => name.startsWith(file));
  const found = async (file: string): Promise<Feature[]> => {
    const { features } = await ask(`layers/${(await layerOf(file)).id}.geojson`);
    return features.sort((a: Feature, b: Feature) => Number(a.properties!.id) - Number(b.properties!.id));
  };
  const ready = (file: string) =>
    expect.poll(async () => (await layerOf(file))?.state, { timeout: RUN_MS, interval: 500 }).toBe('ready');
  const middle = async (handle: Locator) => {
    const { x, y, width, height } = (await handle.boundingBox())!;
    return { x: x + width / 2, y: y + height / 2 };
  };
  /** Where on the map a place of the page is. */
  const lngLat = ({ x, y }: { x: number; y: number }) =>
    map.page.evaluate(
      ([x, y]) => {
        const { jariMap } = window as unknown as PageWindow;
        const { left, top } = jariMap.getCanvas().getBoundingClientRect();
        return jariMap.unproject([x - left, y - top]).toArray();
      },
      [x, y] as const,
    );
  /** Vertices of the polygons that the map draws of a layer. */
  const drawnVertices = (layer: string): Promise<LngLat[]> =>
    map.page.evaluate(
      (layer) =>
        (window as unknown as PageWindow).jariMap
          .queryRenderedFeatures()
          .filter((feature) => feature.layer.type === 'fill' && feature.layer.id.startsWith(`layer:${layer}`))
          .flatMap(({ geometry }) =>
            geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
          )
          .flat() as LngLat[],
      layer,
    );
  const scores = async () =>
    (await map.drawn()).filter(({ text }) => text).map(({ label }) => Number(label.split(' ').at(-1)));
  const dropWithWorldFile = async (name: string) => {
    const { page } = map;
    await map.when.dropsFiles([
      { name: `${name}.jgw`, buffer: world! },
      { name: `${name}.jpg`, buffer: image! },
    ]);
    const panel = page.getByRole('region', { name: '영상에서 찾기' });
    await panel.getByLabel('좌표계').fill('EPSG:5186');
    await panel.getByRole('button', { name: '찾기', exact: true }).click();
    await panel.waitFor({ state: 'hidden' });
  };

  test('a dropped image is placed by its corners, and the people in it appear on it', async () => {
    const { page } = map;
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') asked.push(new URL(request.url()).pathname);
    });
    // Nobody has moved the map yet: the image lies in the middle of what it shows at first.
    await map.when.dropsFiles([{ name: '광장.jpg', buffer: image! }]);
    const panel = page.getByRole('region', { name: '영상에서 찾기' });
    const corner = page.getByRole('button', { name: '왼쪽 위 모서리' });
    await corner.waitFor();
    // Once it shows the right place, the image is brought there.
    await map.when.looksAt([126.977, 37.5715], 19);
    await panel.getByRole('button', { name: '지금 보는 곳 가운데로 옮기기' }).click();
    await map.thenIt.cameraRests();

    const before = await middle(corner);
    await corner.press('ArrowLeft');
    await map.thenIt.eventually(
      () => middle(corner),
      ({ x, y }) => expect([x, y]).toEqual([before.x - 4, before.y]),
    );
    await page.mouse.move(before.x - 4, before.y);
    await page.mouse.down();
    await page.mouse.move(before.x - 20, before.y - 15, { steps: 4 });
    await page.mouse.up();
    const [x, y] = [before.x - 20, before.y - 15];
    await map.thenIt.eventually(
      () => middle(corner),
      (at) => {
        expect(Math.abs(at.x - x)).toBeLessThan(1.5);
        expect(Math.abs(at.y - y)).toBeLessThan(1.5);
      },
    );
    const all = page.getByRole('button', { name: '영상 전체 옮기기' });
    await all.press('ArrowDown');
    await map.thenIt.eventually(
      () => middle(corner),
      (at) => expect(Math.abs(at.y - y - 4)).toBeLessThan(1.5),
    );
    const [west, north] = await lngLat(await middle(corner));

    await panel.getByRole('button', { name: '찾기', exact: true }).click();
    await page.getByText('광장.jpg, person-mask-rcnn').first().waitFor();
    await expect
      .poll(
        async () => (await map.drawn()).filter(({ label }) => /^사람 (0\.\d\d|1\.00)$/.test(label)).length,
        { timeout: RUN_MS },
      )
      .toBeGreaterThan(3);
    expect(await corner.count()).toBe(0);
    const [left, , , top] = (await layerOf('광장.jpg')).source.image!.bounds as number[];
    expect(left).toBeCloseTo(west, 5);
    expect(top).toBeCloseTo(north, 5);

    await ready('광장.jpg');
    await page.locator('.legend').getByText('사람, 점수 0.50 이상').waitFor();
    const { layers, loaded } = await page.evaluate(() => {
      const { jariMap } = window as unknown as PageWindow;
      const layers = jariMap.getStyle().layers.filter(({ id }) => id.startsWith('layer:'));
      return { layers: layers.map(({ type }) => type), loaded: jariMap.isSourceLoaded(layers[0]!.source!) };
    });
    expect(layers[0]).toBe('raster'); // the lowest
    expect(layers).toContain('fill');
    expect(loaded).toBe(true);

    const shown = (await scores()).length;
    const least = page.getByRole('slider', { name: '점수 기준' });
    await least.fill('0.99');
    await expect
      .poll(async () => Math.min(...(await scores())), { timeout: 10_000 })
      .toBeGreaterThanOrEqual(0.99);
    await page.locator('.legend').getByText('사람, 점수 0.99 이상').waitFor();
    expect(await page.getByLabel('규칙 1', { exact: true }).inputValue()).toBe('score >= 0.99');
    await least.fill('0.5');
    await expect.poll(async () => (await scores()).length, { timeout: 10_000 }).toBe(shown);
    expect(asked.filter((path) => path === '/api/detections')).toHaveLength(1);
    expect(map.faults).toEqual([]);
  });

  test('with its world file it lands where that says', async () => {
    await dropWithWorldFile('측량');
    await ready('측량.jpg');
    const { source } = await layerOf('측량.jpg');
    const { west, south, east, north } = PLAZA;
    const bounds = source.image!.bounds;
    for (const [i, value] of [west, south, east, north].entries()) expect(bounds[i]).toBeCloseTo(value, 7);
    whole = await found('측량.jpg');
    expect(whole.filter(({ properties }) => properties!.score > 0.5).length).toBeGreaterThan(5);
    for (const { geometry, properties } of whole) {
      const [x1, y1, x2, y2] = properties!.box as number[];
      const ring = (geometry as Polygon).coordinates.flat(geometry.type === 'Polygon' ? 1 : 2) as LngLat[];
      for (const [lng, lat] of ring) {
        const [x, y] = [((lng - west) / (east - west)) * WIDTH, ((north - lat) / (north - south)) * HEIGHT];
        expect(x).toBeGreaterThan(x1! - 2);
        expect(x).toBeLessThan(x2! + 2);
        expect(y).toBeGreaterThan(y1! - 2);
        expect(y).toBeLessThan(y2! + 2);
      }
    }
    // They are drawn as fine as they are, not in the steps of a coarse tile.
    const { id } = await layerOf('측량.jpg');
    const certain = whole.filter(({ properties }) => properties!.score > 0.9);
    await map.thenIt.eventually(
      async () => distances(verticesOf(certain), await drawnVertices(id)),
      (metres) => expect(metres[Math.floor(metres.length * 0.9)]).toBeLessThan(0.02),
    );
    expect(map.faults).toEqual([]);
  });

  test('control points that are typed say where it lies; a line that is none is named', async () => {
    const { page } = map;
    const { west, south, east, north } = PLAZA;
    await map.when.dropsFiles([{ name: '기준점.jpg', buffer: image! }]);
    const panel = page.getByRole('region', { name: '영상에서 찾기' });
    await panel.getByRole('radio', { name: '기준점을 숫자로 적기' }).check();
    const typed = panel.getByRole('textbox', { name: '기준점' });
    const start = panel.getByRole('button', { name: '찾기', exact: true });
    await typed.fill(`0, 0, ${west}, ${north}\n${WIDTH}, 0, ${east}`);
    await start.click();
    await panel.getByText('기준점 2째 줄에서 숫자 네 개를 읽지 못했습니다.').waitFor();
    await typed.fill(`0, 0, ${west}, ${north}\n${WIDTH}, 0, ${east}, ${north}`);
    await start.click();
    await panel.getByRole('alert').getByText('3').waitFor();
    await typed.press('End');
    await typed.pressSequentially(`\n${WIDTH} ${HEIGHT} ${east} ${south}`);
    await start.click();
    await panel.waitFor({ state: 'hidden' });
    await ready('기준점.jpg');
    const { bounds } = (await layerOf('기준점.jpg')).source.image!;
    for (const [i, value] of [west, south, east, north].entries()) expect(bounds[i]).toBeCloseTo(value, 6);
    expect(map.faults).toEqual([]);
  });

  test('when everything is killed in the middle it goes on after the last finished window: none twice, none lost', async () => {
    await dropWithWorldFile('다시');
    const job = async () => ask(`jobs/${(await layerOf('다시.jpg')).source.job}`);
    await expect
      .poll(async () => (await job()).progress.done, { timeout: RUN_MS, interval: 100 })
      .toBeGreaterThanOrEqual(3);
    await app.kill('SIGKILL');
    await app.startAgain();
    const { state, progress } = await job();
    expect(state).not.toBe('done');
    expect(progress.done).toBeGreaterThanOrEqual(3);
    await ready('다시.jpg');
    expect((await job()).progress).toMatchObject({
      done: progress.total,
      counts: { objects: whole.length },
    });
    const plain = ({ geometry, properties }: Feature) => {
      const { image: _, date: __, ...rest } = properties!;
      return { geometry, rest };
    };
    expect((await found('다시.jpg')).map(plain)).toEqual(whole.map(plain));
    // The page that was open all the time shows them too.
    const { id } = await layerOf('다시.jpg');
    await map.thenIt.eventually(
      async () => (await map.drawn()).filter(({ layer, text }) => layer === id && !text).length,
      (count) => expect(count).toBeGreaterThan(5),
    );
  });

  test('the exported ZIP shows the image under the people, without server or network', async () => {
    const { id } = (await ask('projects')).projects[0];
    const folder = mkdtempSync(join(tmpdir(), 'jari-zip-'));
    const alone = await browser.newContext({ offline: true, viewport: { width: 900, height: 800 } });
    try {
      const zip = join(folder, 'map.zip');
      const answer = await fetch(`${app.url}/api/projects/${id}/archive`);
      await writeFile(zip, Buffer.from(await answer.arrayBuffer()));
      await unpack(zip, folder);
      const page = await alone.newPage();
      await page.goto(pathToFileURL(join(folder, 'index.html')).href);
      await page.waitForFunction(() => (window as unknown as PageWindow).jariMap?.loaded());
      const { zoom, raster } = await page.evaluate(() => {
        const { jariMap } = window as unknown as PageWindow;
        const { layers } = jariMap.getStyle();
        const image = layers.find(({ id, type }) => type === 'raster' && id.includes('측량'))!;
        jariMap.jumpTo({ center: [126.9769, 37.5718], zoom: 19 });
        return { zoom: jariMap.getZoom(), raster: jariMap.isSourceLoaded(image.source!) };
      });
      expect([zoom, raster]).toEqual([19, true]);
      // Colours of the drawn plaza vary; the base map's land, which would be there without it, is one colour.
      await map.thenIt.eventually(
        () => coloursOf(page),
        (count) => expect(count).toBeGreaterThan(100),
      );
    } finally {
      await alone.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
