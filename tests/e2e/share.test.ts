import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';
import { unpack } from './support/unpack';

const SAMPLE = '시도청 목록 예제';
const PASSWORD = '비밀';

type MapWindow = typeof window & {
  jariMap: {
    loaded(): boolean;
    isMoving(): boolean;
    queryRenderedFeatures(): { layer: { id: string; type: string }; properties: Record<string, unknown> }[];
  };
};

/** Waits until a page's map is drawn. */
const drawn = (page: Page) =>
  page.waitForFunction(() => {
    const map = (window as unknown as MapWindow).jariMap;
    return map?.loaded() && !map.isMoving();
  });

/** Symbols of the user's layers in sight, by the kind of map layer. */
const symbols = (page: Page, prefix: string) =>
  page.evaluate(
    (prefix) =>
      (window as unknown as MapWindow).jariMap
        .queryRenderedFeatures()
        .filter(({ layer }) => layer.id.startsWith(prefix) && layer.type === 'circle').length,
    prefix,
  );

type Colour = 'ink' | 'water' | 'hot' | 'grey';
interface Area {
  color: Colour;
  /** x, y, width, height in pixels. */
  at: number[];
}

/** Size of a PNG, and how many pixels of a colour each area has; read by the browser. */
function look(page: Page, png: Buffer, areas: Record<string, Area>) {
  return page.evaluate(
    async ({ png, areas }) => {
      const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const colours = {
        ink: (r: number, g: number, b: number) => r + g + b < 240,
        water: (r: number, _: number, b: number) => b > 225 && r < 220 && b - r > 15,
        hot: (r: number, g: number, b: number) => r > 200 && g < 130 && b < 100,
        grey: (r: number, g: number, b: number) => r < 140 && g < 150 && b < 160,
      };
      const counts = Object.entries(areas).map(([name, { color, at }]) => {
        const { data } = context.getImageData(at[0]!, at[1]!, at[2]!, at[3]!);
        let found = 0;
        for (let i = 0; i < data.length; i += 4)
          if (colours[color](data[i]!, data[i + 1]!, data[i + 2]!)) found++;
        return [name, found] as const;
      });
      return { width: image.width, height: image.height, counts: Object.fromEntries(counts) };
    },
    { png: png.toString('base64'), areas },
  );
}

describe.skipIf(!hasChromium)('Sharing', () => {
  let app: RunningApp;
  let browser: Browser;
  let desk: MapDriver;
  let link = '';
  let guest: BrowserContext;

  beforeAll(async () => {
    [app, browser] = await Promise.all([RunningApp.start({ PASSWORD }), launch()]);
    desk = await MapDriver.open(browser, app, {
      httpCredentials: { username: 'x', password: PASSWORD },
      acceptDownloads: true,
    });
    await desk.when.triesSample();
    await desk.thenIt.dialogCloses();
    await desk.thenIt.cameraRests();
    guest = await browser.newContext({ baseURL: app.url, locale: 'ko-KR', reducedMotion: 'reduce' });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const menu = async (item: string) => {
    await desk.page.getByRole('button', { name: /^프로젝트:/ }).click();
    await desk.page.getByRole('menuitem', { name: item }).click();
  };
  const saved = () => desk.page.locator('.saved').getByText('저장됨').waitFor();

  test('the project is named, saves its view, and opens again as it was left', async () => {
    await menu('이름 바꾸기');
    await desk.page.getByRole('textbox', { name: '프로젝트 이름' }).fill('시도청 지도');
    await desk.page.keyboard.press('Enter');
    await desk.thenIt.sees('시도청 지도');
    await desk.when.searches('129.0756, 35.1798');
    await desk.thenIt.cameraRests();
    const view = await desk.page.evaluate(() => location.hash);
    await desk.page.waitForTimeout(1200);
    await saved();
    const id = new URL(desk.page.url()).searchParams.get('project');
    await desk.page.goto(`/?project=${id}`);
    await desk.given.mapIsReady();
    await desk.thenIt.eventually(
      () => desk.page.evaluate(() => location.hash),
      (hash) => expect(hash).toBe(view),
    );
    await desk.thenIt.sees(SAMPLE);
  });

  test('changes are undone and redone one by one; a removal also when its toast has gone', async () => {
    await desk.when.hides(SAMPLE);
    await desk.page.getByRole('button', { name: `${SAMPLE} 보이기` }).waitFor();
    await desk.page.getByRole('button', { name: /^되돌리기: / }).click();
    await desk.page.getByRole('button', { name: `${SAMPLE} 숨기기` }).waitFor();
    await desk.page.keyboard.press('Control+Shift+z');
    await desk.page.getByRole('button', { name: `${SAMPLE} 보이기` }).waitFor();
    await desk.page.keyboard.press('Control+z');
    await desk.page.getByRole('button', { name: `${SAMPLE} 숨기기` }).waitFor();
    await desk.when.removes(SAMPLE);
    await desk.page.waitForTimeout(9000); // longer than its toast lives
    await desk.when.undoes();
    await desk.page.getByRole('button', { name: `${SAMPLE} 숨기기` }).waitFor();
  });

  test('another project is empty; removing it and taking that back', async () => {
    await menu('새 프로젝트');
    await desk.thenIt.sees('이름 없는 프로젝트');
    await desk.thenIt.seesNot(SAMPLE);
    await menu('프로젝트 지우기');
    await desk.thenIt.sees(SAMPLE);
    await desk.page.locator('.toast').getByRole('button', { name: '되돌리기' }).click();
    await desk.thenIt.sees('이름 없는 프로젝트');
    await desk.page.getByRole('button', { name: /^프로젝트:/ }).click();
    await desk.page.getByRole('menuitemradio', { name: /시도청 지도/ }).click();
    await desk.thenIt.sees(SAMPLE);
    desk.thenIt.nothingBroke();
  });

  test('a link shows the map to someone without the password, and nothing else', async () => {
    await desk.page.getByRole('button', { name: '모든 레이어 보기' }).click();
    await desk.thenIt.cameraRests();
    await desk.page.waitForTimeout(1200);
    await saved();
    await desk.page.getByRole('button', { name: '공유', exact: true }).click();
    await desk.page.getByRole('button', { name: '링크 만들기' }).click();
    link = await desk.page.getByLabel('보기 전용 링크').inputValue();
    await desk.when.closesDialog();

    const page = await guest.newPage();
    const closed: string[] = [];
    page.on('response', (response) => response.status() >= 400 && closed.push(response.url()));
    await page.goto(link);
    await page.getByRole('banner').getByText('시도청 지도').waitFor();
    await drawn(page);
    await desk.thenIt.eventually(
      () => symbols(page, 'layer:'),
      (count) => expect(count).toBeGreaterThan(10),
    );
    expect(await page.getByRole('button', { name: '표 열기' }).count()).toBe(0);
    await page.getByRole('button', { name: `${SAMPLE} 숨기기` }).click();
    await desk.thenIt.eventually(
      () => symbols(page, 'layer:'),
      (count) => expect(count).toBe(0),
    );
    expect(closed).toEqual([]);
    for (const path of [
      '/',
      '/addresses',
      '/api/layers',
      '/api/projects',
      '/api/config',
      '/api/geocode/suggest?q=a',
    ]) {
      expect((await page.request.get(path)).status(), path).toBe(401);
    }
    await page.close();
  });

  test('what the link allows is seen by the guest: the table', async () => {
    await desk.page.getByRole('button', { name: '공유', exact: true }).click();
    await desk.page.getByLabel('표 보기').click();
    await desk.page.waitForTimeout(500);
    await desk.when.closesDialog();
    const page = await guest.newPage();
    await page.goto(link);
    await page.getByRole('button', { name: '표 열기' }).click();
    await page.getByRole('row').filter({ hasText: '서울특별시청' }).first().waitFor();
    await page.close();
  });

  test('a page of another site shows the map in a frame', async () => {
    const server: Server = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<iframe src="${link.replace('/s/', '/embed/')}" width="800" height="500"></iframe>
        <iframe src="${link}" width="100" height="100"></iframe>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const page = await guest.newPage();
    // "localhost" is another site than 127.0.0.1
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    const frame = page.frames().find((one) => one.url().includes('/embed/'))!;
    await frame.waitForFunction(
      () =>
        (window as unknown as MapWindow).jariMap
          ?.queryRenderedFeatures()
          .filter(({ layer }) => layer.id.startsWith('layer:')).length > 10,
    );
    expect(page.frames().some((one) => one.url() === link)).toBe(false); // only the page made for frames
    await page.close();
    server.close();
  });

  test('a PNG at 200 dpi has the map, the legend, scale, north and attribution', async () => {
    await menu('인쇄·그림으로 저장');
    await desk.page.getByLabel('해상도').fill('200');
    const [download] = await Promise.all([
      desk.page.waitForEvent('download', { timeout: 80_000 }),
      desk.page.getByRole('button', { name: 'PNG 저장' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('시도청 지도.png');
    const ratio = 200 / 96;
    const area = (color: Colour, x: number, y: number, w: number, h: number): Area => ({
      color,
      at: [x, y, w, h].map((length) => Math.round(length * ratio)),
    });
    const { width, height, counts } = await look(desk.page, readFileSync(await download.path()), {
      sea: area('water', 32, 76, 1059, 660),
      symbols: area('hot', 32, 76, 1059, 660),
      title: area('ink', 30, 32, 400, 40),
      swatches: area('hot', 40, 640, 120, 90),
      legend: area('ink', 40, 640, 160, 90),
      north: area('ink', 1040, 86, 42, 56),
      scale: area('ink', 930, 690, 155, 45),
      attribution: area('grey', 32, 738, 300, 24),
    });
    expect([width, height]).toEqual([2340, 1654]); // A4 at 200 dpi, to the whole CSS pixel
    expect(counts.sea).toBeGreaterThan(100_000);
    expect(counts.symbols).toBeGreaterThan(500);
    expect(counts.title).toBeGreaterThan(300);
    expect(counts.swatches).toBeGreaterThan(100);
    expect(counts.legend).toBeGreaterThan(300);
    expect(counts.north).toBeGreaterThan(300);
    expect(counts.scale).toBeGreaterThan(100);
    expect(counts.attribution).toBeGreaterThan(100);
  });

  test('the ZIP opens by a double click, without server or network', async () => {
    await menu('ZIP으로 내보내기');
    const [download] = await Promise.all([
      desk.page.waitForEvent('download'),
      desk.page.getByRole('link', { name: 'ZIP 내려받기' }).click(),
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'jari-zip-'));
    const names = await unpack(await download.path(), folder);
    expect(names).toEqual(expect.arrayContaining(['index.html', 'style.json', `data/1-${SAMPLE}.geojson`]));

    const alone = await browser.newContext({ offline: true, viewport: { width: 900, height: 800 } });
    const page = await alone.newPage();
    const asked: string[] = [];
    page.on('request', (request) => /^https?:/.test(request.url()) && asked.push(request.url()));
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
    await drawn(page);
    await desk.thenIt.eventually(
      () => symbols(page, `1-${SAMPLE}`),
      (count) => expect(count).toBeGreaterThan(10),
    );
    const labels = await page.evaluate(() =>
      (window as unknown as MapWindow).jariMap
        .queryRenderedFeatures()
        .filter(({ layer }) => layer.type === 'symbol')
        .map(({ properties }) => String(properties.ko ?? properties.기관 ?? Object.values(properties)[0])),
    );
    expect(labels.length).toBeGreaterThan(5);
    await page.locator('#legend').getByText(SAMPLE).first().waitFor();
    const at = await page.evaluate(() => {
      const map = (
        window as unknown as { jariMap: { project(at: [number, number]): { x: number; y: number } } }
      ).jariMap;
      const { x, y } = map.project([126.978546, 37.566554]);
      return { x, y };
    });
    await page.mouse.click(at.x, at.y);
    await page.locator('.maplibregl-popup').getByText('서울특별시청').waitFor();
    await page.locator('#legend').getByText(SAMPLE).first().click();
    await desk.thenIt.eventually(
      () => symbols(page, `1-${SAMPLE}`),
      (count) => expect(count).toBe(0),
    );
    expect(asked).toEqual([]);
    expect(faults).toEqual([]);
    await alone.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a lost connection is shown; what was done meanwhile is kept or refused, and all recovers', async () => {
    await app.kill();
    await desk.when.hides(SAMPLE); // refused: it is as it was, and a word says why
    await desk.page.getByRole('alert').getByText('연결이 끊겼습니다').waitFor();
    await desk.page.getByRole('button', { name: `${SAMPLE} 숨기기` }).waitFor();
    await desk.page.locator('.layer-main').filter({ hasText: SAMPLE }).click();
    await desk.page.getByRole('slider', { name: '크기' }).fill('20'); // kept, and saved later
    await desk.thenIt.sees('연결되면 저장합니다');
    await app.startAgain();
    await desk.page
      .getByRole('alert')
      .getByText('연결이 끊겼습니다')
      .waitFor({ state: 'hidden', timeout: 60_000 });
    await saved();
    const { layers } = await (await desk.page.request.get('/api/layers')).json();
    const layer = layers.find(({ name }: { name: string }) => name === SAMPLE);
    expect(layer.style.symbol.size).toBe(20);
    await desk.when.hides(SAMPLE);
    await desk.thenIt.drawsSymbols(0);
    await desk.when.undoes();
    await desk.page.getByRole('button', { name: `${SAMPLE} 숨기기` }).waitFor();
  });

  test('the sharing is ended: the link is dead', async () => {
    await desk.page.getByRole('button', { name: '공유', exact: true }).click();
    await desk.page.getByRole('button', { name: '공유 끝내기' }).click();
    await desk.page.getByRole('button', { name: '링크 만들기' }).waitFor();
    const page = await guest.newPage();
    expect((await page.goto(link))?.status()).toBe(404);
    await page.getByText('볼 수 있는 지도가 없습니다').waitFor();
  });
});
