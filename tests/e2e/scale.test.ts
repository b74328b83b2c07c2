import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';

const ROWS = 60_000;
const LONELY: [number, number] = [131.8665, 37.2426]; // 독도
const CORNER: [number, number] = [126.5, 37.2];

/** A grid of points round Seoul, and one far out at sea. */
function table(): string {
  const lines = ['이름,x,y'];
  for (let i = 0; i < ROWS - 1; i++) {
    lines.push(`곳 ${i + 1},${CORNER[0] + (i % 300) / 300},${CORNER[1] + Math.floor(i / 300) / 300}`);
  }
  lines.push(`외딴곳,${LONELY[0]},${LONELY[1]}`);
  return lines.join('\n');
}

interface MapInPage {
  queryRenderedFeatures(): {
    source: string;
    sourceLayer?: string;
    id?: number;
    layer: { type: string };
    state: { selected?: boolean };
    properties: Record<string, unknown>;
  }[];
  getSource(id: string): { type: string } | undefined;
  getStyle(): { sources: Record<string, { type: string }> };
}
type PageWindow = typeof window & { jariMap: MapInPage };

describe.skipIf(!hasChromium)('A layer of 60,000 points', () => {
  let app: RunningApp;
  let browser: Browser;
  let desk: MapDriver;

  beforeAll(async () => {
    [app, browser] = await Promise.all([RunningApp.start(), launch()]);
    await makeLayer(app.url);
    desk = await MapDriver.open(browser, app);
    await desk.thenIt.cameraRests();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const drawn = () =>
    desk.page.evaluate(() =>
      (window as unknown as PageWindow).jariMap
        .queryRenderedFeatures()
        .filter(({ source }) => source.startsWith('layer:'))
        .map(({ id, sourceLayer, layer, state }) => ({
          n: id,
          sourceLayer,
          type: layer.type,
          chosen: state.selected === true,
        })),
    );

  test('comes as tiles, thinned out from afar, and nothing is lost', async () => {
    const sources = await desk.page.evaluate(() =>
      Object.entries((window as unknown as PageWindow).jariMap.getStyle().sources)
        .filter(([id]) => id.startsWith('layer:'))
        .map(([, { type }]) => type),
    );
    expect(sources).toEqual(['vector']);
    await desk.when.looksAt([128.5, 37.2], 5);
    await desk.thenIt.eventually(drawn, (shown) => {
      expect(shown.map(({ n }) => n)).toContain(ROWS);
      expect(shown.length).toBeGreaterThan(20);
      expect(shown.length).toBeLessThan(2000);
    });
  });

  test('shows every point from near, each once', async () => {
    await desk.when.looksAt([CORNER[0] + 0.5, CORNER[1] + 0.3], 13);
    await desk.thenIt.eventually(drawn, (shown) => {
      const circles = shown.filter(({ type }) => type === 'circle');
      expect(circles.length).toBeGreaterThan(100);
      expect(new Set(circles.map(({ n }) => n)).size).toBe(circles.length);
    });
  });

  test('a click shows the row, and its symbol is marked', async () => {
    const n = 150 + 300 * 90; // 149 to the east, 90 to the north
    const at: [number, number] = [CORNER[0] + 149 / 300, CORNER[1] + 90 / 300];
    await desk.when.looksAt(at, 16);
    await desk.thenIt.eventually(drawn, (shown) => expect(shown.map((one) => one.n)).toContain(n));
    await desk.when.clicksMapAt(at);
    await desk.thenIt.sees(`곳 ${n}`);
    await desk.thenIt.eventually(drawn, (shown) =>
      expect(shown.filter(({ chosen }) => chosen).map((one) => one.n)).toEqual(expect.arrayContaining([n])),
    );
    await desk.page.keyboard.press('Escape');
  });

  test('is labelled from any column', async () => {
    await desk.when.labelsWith('이름');
    await desk.thenIt.eventually(drawn, (shown) =>
      expect(shown.filter(({ type }) => type === 'symbol').length).toBeGreaterThan(3),
    );
  });

  test('a value that was changed is on the map when one comes back to the page', async () => {
    const [{ id }] = (await (await fetch(`${app.url}/api/layers`)).json()).layers;
    const n = 150 + 300 * 90;
    const names = () =>
      desk.page.evaluate(() =>
        (window as unknown as PageWindow).jariMap
          .queryRenderedFeatures()
          .filter(({ source }) => source.startsWith('layer:'))
          .map(({ properties }) => properties.이름),
      );
    await desk.thenIt.eventually(names, (shown) => expect(shown).toContain(`곳 ${n}`));
    const changes = [{ n, values: { 이름: '새 이름' } }];
    await send(
      `${app.url}/api/layers/${id}/features`,
      JSON.stringify({ changes }),
      'application/json',
      'PATCH',
    );
    await desk.page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await desk.thenIt.eventually(names, (shown) => expect(shown).toContain('새 이름'));
    desk.thenIt.nothingBroke();
  });
});

async function makeLayer(url: string): Promise<void> {
  const upload = await send(`${url}/api/uploads?name=${encodeURIComponent('격자.csv')}`, table());
  const coordinates = { x: 'x', y: 'y', crs: 'EPSG:4326' };
  const { job } = await send(
    `${url}/api/layers`,
    JSON.stringify({ upload: upload.id, coordinates }),
    'application/json',
  );
  for (;;) {
    const { state, error } = await (await fetch(`${url}/api/jobs/${job.id}`)).json();
    if (state === 'failed') throw new Error(JSON.stringify(error));
    if (state === 'done') return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function send(
  url: string,
  body: string,
  type = 'application/octet-stream',
  method = 'POST',
  // biome-ignore lint/suspicious/noExplicitAny: answers of the server, checked by its own schemas
): Promise<any> {
  const response = await fetch(url, { method, body, headers: { 'content-type': type } });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
  return response.json();
}
