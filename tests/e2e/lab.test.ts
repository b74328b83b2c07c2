import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import yazl from 'yazl';
import { bandSetIn } from '../support/bands';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';

/** A busy machine may be given more. */
const PATIENCE_MS = Number(process.env.E2E_PATIENCE_MS ?? 60_000);

/** Twenty images of two classes that anything tells apart, and a file that is none. */
async function shades() {
  const zip = new yazl.ZipFile();
  for (const [label, shade] of [
    ['어두움', 20],
    ['밝음', 220],
  ] as const)
    for (let i = 0; i < 10; i++) {
      const background = { r: shade, g: shade, b: shade + i };
      const picture = sharp({ create: { width: 9, height: 9, channels: 3, background } });
      zip.addBuffer(await picture.png().toBuffer(), `${label}/${i}.png`);
    }
  zip.addBuffer(Buffer.from('words'), '밝음/메모.txt');
  zip.end();
  return { name: '명암.zip', mimeType: 'application/zip', buffer: await buffer(zip.outputStream) };
}

describe.skipIf(!hasChromium)('Model lab', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'jari-e2e-lab-'));

  beforeAll(async () => {
    await bandSetIn(folder, 'fashion-mnist');
    [app, browser] = await Promise.all([
      RunningApp.start({ DATA_DIR: folder, JARI_DEVICE: 'cpu' }),
      launch(),
    ]);
    const context = await browser.newContext({ baseURL: app.url, locale: 'ko-KR' });
    page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto('/models');
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("one's own images are learned from: curve, confusion matrix, images and the model are there", async () => {
    await page.getByText('내 이미지로 학습하기 (ZIP)').click();
    await page.locator('input[type=file]').setInputFiles(await shades());
    await page.getByRole('radio', { name: /^명암/, checked: true }).waitFor();
    await page.getByText('뺀 파일 1개').waitFor();
    await page.getByLabel('에폭', { exact: true }).fill('3');
    await page.getByLabel('배치 크기').fill('8');
    await page.getByRole('button', { name: '학습 시작' }).click();

    await page.locator('.run').getByText('완료', { exact: true }).waitFor();
    await page.getByRole('img', { name: /^손실: 훈련 손실 0\.\d+, 시험 손실 0\.\d+$/ }).waitFor();
    const line = await page.locator('.chart-line').first().getAttribute('points');
    expect(line!.split(' ')).toHaveLength(3);
    await page.getByRole('button', { name: '정답 밝음, 답 밝음: 2' }).click();
    const images = page.locator('.sample-grid li.right');
    await expect.poll(() => images.count()).toBe(2);
    expect(await page.getByRole('link', { name: 'ONNX', exact: true }).first().getAttribute('href')).toBe(
      '/api/models/mnist-linear-1/model.onnx',
    );
  });

  test('a long run is paused, goes on after the program ended and after kill -9 of its worker, and is cancelled', async () => {
    await page.getByRole('button', { name: '새 학습' }).click();
    await page.getByRole('radio', { name: /^fashion-cnn/ }).check();
    await page.getByRole('radio', { name: /^명암/ }).check();
    await page.getByLabel('에폭', { exact: true }).fill('1000');
    await page.getByLabel('배치 크기').fill('8');
    await page.getByRole('button', { name: '학습 시작' }).click();
    const run = page.locator('.run');
    await run.getByText(/^\d+ \/ 1,000에폭 학습 중$/).waitFor();
    await run.getByRole('button', { name: '일시정지' }).click();
    await run.getByRole('button', { name: '이어 하기' }).click();
    await run.getByText(/^\d+ \/ 1,000에폭 학습 중$/).waitFor();
    const epochs = () =>
      page
        .locator('.chart-line')
        .first()
        .getAttribute('points')
        .then((points) => points!.split(' ').length);
    await app.kill();
    await app.startAgain();
    let before = await epochs();
    await expect.poll(epochs, { timeout: 120_000 }).toBeGreaterThan(before + 2);
    app.killWorkers();
    before = await epochs();
    await expect.poll(epochs, { timeout: 120_000 }).toBeGreaterThan(before + 2);
    await run.getByRole('button', { name: '그만두기' }).click();
    await run.locator('.confirm').getByRole('button', { name: '그만두기' }).click();
    await run.getByText('그만둠', { exact: true }).first().waitFor();
  });

  test('two finished runs are compared: their lines in one chart, what differs in a table', async () => {
    await page.getByRole('button', { name: '새 학습' }).click();
    await page.getByRole('radio', { name: /^fashion-dnn/ }).check();
    await page.getByRole('radio', { name: /^Fashion-MNIST/ }).check();
    await page.getByLabel('에폭', { exact: true }).fill('4');
    await page.getByLabel('배치 크기').fill('50');
    await page.getByRole('button', { name: '학습 시작' }).click();
    await page.getByRole('region', { name: 'fashion-dnn-1' }).getByText('완료', { exact: true }).waitFor();

    for (const name of ['mnist-linear-1', 'fashion-dnn-1'])
      await page.getByRole('checkbox', { name: `${name} 견주기` }).check();
    const compared = page.getByRole('region', { name: '나란히 견주기' });
    expect((await compared.locator('thead th').allInnerTexts()).map((text) => text.trim())).toEqual([
      'mnist-linear-1',
      'fashion-dnn-1',
    ]);
    await compared
      .getByRole('img', { name: /^정확도: mnist-linear-1 [\d.]+ %, fashion-dnn-1 [\d.]+ %$/ })
      .waitFor();
    const cells = (row: string) => compared.getByRole('row', { name: row }).getByRole('cell').allInnerTexts();
    expect(await cells('마친 에폭')).toEqual(['3 / 3', '4 / 4']);
    expect(await cells('데이터')).toEqual(['명암', 'fashion-mnist']);
    await compared.getByRole('button', { name: '견주기 끝내기' }).click();
    await compared.waitFor({ state: 'hidden' });
  });

  test('a finished run names test images on the map, from its own page and from its address', async () => {
    await page.locator('.samples').getByRole('link', { name: '지도에 올리기' }).click();
    await page.locator('.layer-main').getByText('Fashion-MNIST 6 × 6 (seed 1)').waitFor();
    expect(new URL(page.url()).searchParams.has('sample')).toBe(false);
    await page.goto('/?sample=fashion-mnist&model=fashion-dnn-1&seed=2');
    await page.locator('.layer-main').getByText('Fashion-MNIST 6 × 6 (seed 2)').waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.has('sample')).toBe(false);
    await page.locator('.legend').getByText('맞음').first().waitFor();
    expect(faults).toEqual([]);
  });
});
