import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';

const LIST = [
  '가게,주소',
  '가,서울특별시 중구 세종대로 110',
  '나,중구 없는길 3',
  '다,서울 중구',
  '라,아무 데도 없는 곳',
].join('\n');
/** A place beside everything else. */
const FIELD: [number, number] = [127.6, 36.6];

describe.skipIf(!hasChromium)('Correcting what was not found', () => {
  let app: RunningApp;
  let browser: Browser;
  let desk: MapDriver;
  const panel = () => desk.page.getByRole('region', { name: '가게 고치기' });
  const row = async (n: number) => {
    const [layer] = await (await fetch(`${app.url}/api/layers`)).json().then(({ layers }) => layers);
    return (await fetch(`${app.url}/api/layers/${layer.id}/features/${n}`)).json();
  };

  beforeAll(async () => {
    [app, browser] = await Promise.all([RunningApp.start(), launch()]);
    desk = await MapDriver.open(browser, app);
    await desk.when.choosesFile({ name: '가게.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
    await desk.when.putsOnMap();
    await desk.thenIt.dialogCloses();
    await desk.thenIt.cameraRests();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test('the count of what is lacking leads to the first such row', async () => {
    await desk.page.getByRole('button', { name: '가게 메뉴' }).click();
    await desk.page.getByRole('menuitem', { name: '못 찾은 3건 고치기' }).click();
    await panel().getByText('중구 없는길 3').waitFor();
    await panel().getByText('1 / 3').waitFor();
  });

  test('another address text shows its candidate on the map; choosing it draws the row there', async () => {
    const box = panel().getByLabel('주소를 고쳐 다시 찾기');
    await box.fill('부산광역시 연제구 중앙대로 1001');
    await box.press('Enter');
    const candidate = panel().getByRole('button', { name: /부산광역시 연제구 중앙대로 1001/ });
    await candidate.waitFor();
    await desk.thenIt.eventually(
      () => desk.page.locator('.candidate-pin').count(),
      (count) => expect(count).toBe(1),
    );
    await candidate.click();
    await panel().getByText('2 / 3').or(panel().getByText('1 / 2')).first().waitFor();
    expect(await row(2)).toMatchObject({
      status: 'ok',
      level: 'address',
      properties: { 주소: '중구 없는길 3' },
      answer: { jari_corrected_by: 'text', jari_corrected_text: '부산광역시 연제구 중앙대로 1001' },
    });
  });

  test('a click on the map places the next row, which is drawn there', async () => {
    await panel().getByText('서울 중구', { exact: true }).waitFor();
    await panel().getByRole('button', { name: '지도에서 찍기' }).click();
    await desk.when.looksAt(FIELD, 9);
    await desk.when.clicksMapAt([FIELD[0] + 0.05, FIELD[1]]);
    await panel().getByText('아무 데도 없는 곳').waitFor();
    const placed = await row(3);
    expect(placed).toMatchObject({ level: 'placed', answer: { jari_corrected_by: 'map' } });
    expect(placed.lon).toBeCloseTo(FIELD[0] + 0.05, 1);
    await desk.when.looksAt([placed.lon, placed.lat], 12);
    await desk.thenIt.drawsSymbols(1);
  });

  test('Ctrl-Z takes a correction back', async () => {
    await desk.page.locator('.maplibregl-canvas').focus();
    await desk.when.undoes();
    await desk.thenIt.eventually(
      () => row(3),
      (now) => expect(now).toMatchObject({ level: 'district' }),
    );
    expect((await row(3)).answer).not.toHaveProperty('jari_corrected_by');
    await panel().getByText('서울 중구', { exact: true }).waitFor();
    await desk.thenIt.nothingBroke();
  });
});
