import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';

const SAMPLE = '시도청 목록 예제';
/** What stands on the map; none of it may lie over another. */
const CARDS = [
  '.top',
  '.card',
  '.panel',
  '.sheet',
  '.map-controls',
  '.legend',
  '.readout',
  '.toast',
  '.maplibregl-ctrl-attrib',
  '.maplibregl-ctrl-scale',
].join();

/** An unclosed ring in EPSG:5179: has a fault that can be repaired. */
const MAP_FILE = {
  name: '시설.geojson',
  mimeType: 'application/geo+json',
  buffer: Buffer.from(
    JSON.stringify({
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'EPSG:5179' } },
      features: [
        {
          type: 'Feature',
          properties: { 이름: '가' },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [953000, 1954000],
                [954000, 1954000],
                [954000, 1955000],
                [953000, 1955000],
              ],
            ],
          },
        },
      ],
    }),
  ),
};

/** Serious and critical findings of axe: one line each, with the elements. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  });
}

/** Cards that lie over one another or reach out of the window; empty where all is well. */
function collisions(page: Page): Promise<string[]> {
  return page.evaluate((cards) => {
    const shown = [...document.querySelectorAll(cards)]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(
        ({ element, box }) =>
          box.width > 0 &&
          box.height > 0 &&
          element.checkVisibility({ visibilityProperty: true }) &&
          !element.closest('[role=dialog], .maplibregl-popup'),
      );
    const outside = shown
      .filter(
        ({ box }) =>
          box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1,
      )
      .map(({ element }) => `${element.className} is not within the window`);
    const over = shown.flatMap((a, i) =>
      shown
        .slice(i + 1)
        .filter(
          (b) =>
            !a.element.contains(b.element) &&
            !b.element.contains(a.element) &&
            Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1 &&
            Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 1,
        )
        .map((b) => `${a.element.className} and ${b.element.className} overlap`),
    );
    return [...outside, ...over];
  }, CARDS);
}

describe.skipIf(!hasChromium)('Look', () => {
  let app: RunningApp;
  let browser: Browser;
  let desk: MapDriver;

  beforeAll(async () => {
    [app, browser] = await Promise.all([RunningApp.start(), launch()]);
    desk = await MapDriver.open(browser, app);
    await desk.when.triesSample();
    await desk.thenIt.dialogCloses();
    await desk.thenIt.cameraRests();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  describe('can be read and worked by everyone: axe has no serious finding', () => {
    for (const theme of ['light', 'dark'] as const) {
      test(`map with layer, table and inspector, ${theme}`, async () => {
        const own = await MapDriver.open(browser, app, { colorScheme: theme });
        await own.page.locator('.layer-main').first().click();
        expect(await barriers(own.page)).toEqual([]);
        await own.when.opensTable();
        await own.page.locator('.rows [data-n]').first().waitFor();
        for (const tab of ['라벨', '정보', '심벌']) {
          await own.page.getByRole('tab', { name: tab }).click();
          expect(await barriers(own.page)).toEqual([]);
        }
        await own.close();
      });
    }

    test('import of a map file, with its faults', async () => {
      await desk.when.choosesFile(MAP_FILE);
      await desk.thenIt.seesInDialog(/고리가 닫히지/);
      expect(await barriers(desk.page)).toEqual([]);
      await desk.when.closesDialog();
    });

    test('dialogs of a project: sharing, printing; its shared page', async () => {
      await desk.page.getByRole('button', { name: '공유', exact: true }).click();
      await desk.page.getByRole('button', { name: '링크 만들기' }).click();
      const link = desk.page.getByLabel('보기 전용 링크');
      await link.waitFor();
      expect(await barriers(desk.page)).toEqual([]);
      const address = await link.inputValue();
      await desk.page.keyboard.press('Escape');
      const guest = await desk.page.context().newPage();
      await guest.goto(new URL(address).pathname);
      await guest.getByText(SAMPLE).first().waitFor();
      expect(await barriers(guest)).toEqual([]);
      await guest.close();
    });

    for (const path of ['/addresses', '/models', '/ogc', '/ogc/collections']) {
      test(path, async () => {
        const page = await desk.page.context().newPage();
        await page.goto(path);
        await page.getByRole('heading').first().waitFor();
        expect(await barriers(page)).toEqual([]);
        await page.close();
      });
    }
  });

  for (const [width, height] of [
    [360, 740],
    [768, 1024],
    [1024, 700],
    [1366, 768],
    [3840, 2160],
  ] as const) {
    test(`nothing overlaps at ${width} × ${height}`, async () => {
      const own = await MapDriver.open(browser, app, { viewport: { width, height } });
      const { page } = own;
      await page.locator('.layer-main').first().click();
      await own.thenIt.cameraRests();
      const clear = () =>
        own.thenIt.eventually(
          () => collisions(page),
          (found) => expect(found).toEqual([]),
        );
      await clear();
      await page.getByRole('button', { name: '거리와 면적 재기' }).click();
      await clear();
      if (await page.locator('.sheet').isVisible()) {
        for (const tab of ['모양', '표']) {
          await page.getByRole('tab', { name: tab, exact: true }).click();
          await clear();
        }
      } else {
        await own.when.opensTable();
        await page.locator('.rows [data-n]').first().waitFor();
        await clear();
      }
      await page.getByRole('button', { name: '재기 끝내기' }).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      await own.close();
    });
  }

  // Last: the project that is made here is the one that a page opens afterwards.
  test.each(['ko-KR', 'en-US'])(
    'buttons of an empty project stay within their panel (%s)',
    async (locale) => {
      const { id } = await (
        await fetch(`${app.url}/api/projects`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"name":"", "view":{}}',
        })
      ).json();
      const context = await browser.newContext({
        baseURL: app.url,
        locale,
        viewport: { width: 1366, height: 768 },
      });
      const page = await context.newPage();
      await page.goto(`/?project=${id}`);
      await page.locator('.panel .empty .btn').nth(2).waitFor();
      const spare = await page.evaluate(() =>
        [...document.querySelectorAll('.panel .empty .btn')].map(
          (button) =>
            button.closest('.panel')!.getBoundingClientRect().right - button.getBoundingClientRect().right,
        ),
      );
      for (const pixels of spare) expect(pixels).toBeGreaterThanOrEqual(10);
      await context.close();
    },
  );
});
