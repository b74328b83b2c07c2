import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bandPicture, bandsIn } from '../support/bands';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';

type MapWindow = typeof window & {
  jariMap: {
    getStyle(): { layers: { id: string; type: string }[] };
    isSourceLoaded(id: string): boolean;
    queryRenderedFeatures(): { layer: { id: string; type: string }; properties: Record<string, unknown> }[];
  };
};

/** Chips in sight with their properties, each once. */
const chips = (page: Page) =>
  page.evaluate(() => {
    const found = (window as unknown as MapWindow).jariMap
      .queryRenderedFeatures()
      .filter(({ layer }) => layer.id.startsWith('layer:') && layer.type === 'fill');
    return [...new Map(found.map(({ properties }) => [JSON.stringify(properties), properties])).values()];
  });

describe.skipIf(!hasChromium)('Classification on the map', () => {
  let app: RunningApp;
  let browser: Browser;
  let driver: MapDriver;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jari-e2e-chips-'));
    await bandsIn(folder, 'fashion-mnist', 'fashion-dnn');
    app = await RunningApp.start({ DATA_DIR: folder, JARI_DEVICE: 'cpu' });
    browser = await launch();
    driver = await MapDriver.open(browser, app);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test('one click lays 36 test images on the map, with the images under them', async () => {
    const { page } = driver;
    await page.getByRole('button', { name: '시험 영상 36장 분류해 보기' }).click();
    await page.waitForFunction(() => {
      const map = (window as unknown as MapWindow).jariMap;
      const drawn = map.queryRenderedFeatures().filter(({ layer }) => layer.type === 'fill');
      return drawn.some(({ layer }) => layer.id.startsWith('layer:'));
    });
    await expect.poll(async () => (await chips(page)).length, { timeout: 20_000 }).toBeGreaterThan(0);
    const image = await page.evaluate(() => {
      const map = (window as unknown as MapWindow).jariMap;
      const raster = map.getStyle().layers.find(({ id, type }) => id.endsWith(':image') && type === 'raster');
      return raster ? raster.id : null;
    });
    expect(image).not.toBeNull();
    await page.waitForFunction((id) => (window as unknown as MapWindow).jariMap.isSourceLoaded(id), image!);
    await page.getByText('Fashion-MNIST 6 × 6').first().waitFor();
    await page.locator('.legend').getByText('맞음').waitFor();
  });

  test("one's own image is cut and classified in the middle of the view", async () => {
    const { page } = driver;
    const { data, ...raw } = bandPicture([0, 3, 6, 9], 2);
    const buffer = await sharp(data, { raw }).png().toBuffer();
    await page.getByRole('button', { name: '데이터 추가' }).click();
    await page.getByRole('button', { name: '영상 타일 분류' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: '그림.png', mimeType: 'image/png', buffer });
    await dialog.getByRole('button', { name: '분류하기' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('그림.png, fashion-dnn').first().waitFor();
    await page.waitForFunction(() =>
      (window as unknown as MapWindow).jariMap
        .queryRenderedFeatures()
        .some(({ properties }) => properties.label_ko === '앵클 부츠'),
    );
    expect(driver.faults).toEqual([]);
  });

  test('an image that says nothing of its place is refused with a sentence', async () => {
    const { page } = driver;
    const { data, ...raw } = bandPicture([1], 1);
    const buffer = await sharp(data, { raw }).png().toBuffer();
    await page.getByRole('button', { name: '데이터 추가' }).click();
    await page.getByRole('button', { name: '영상 타일 분류' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer });
    await dialog.getByLabel('파일이나 이름').check();
    await dialog.getByRole('button', { name: '분류하기' }).click();
    await dialog.getByRole('alert').getByText('영상에 위치가 적혀 있지 않습니다').waitFor();
    await page.keyboard.press('Escape');
  });
});
