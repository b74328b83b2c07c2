import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';

const SAMPLE = '시도청 목록 예제';
const SEOUL: [number, number] = [126.978546, 37.566554];

describe.skipIf(!hasChromium)('The map page', () => {
  let app: RunningApp;
  let browser: Browser;
  let desk: MapDriver;

  beforeAll(async () => {
    [app, browser] = await Promise.all([RunningApp.start(), launch()]);
    desk = await MapDriver.open(browser, app);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test('a first visit makes a labelled layer of the sample in one click', async () => {
    await desk.when.triesSample();
    await desk.thenIt.dialogCloses();
    await desk.thenIt.cameraRests();
    await desk.thenIt.drawsLabels(['서울특별시청', '제주특별자치도청']);
    await desk.thenIt.sees(/주소 DB .*건/);
  });

  test('another column labels the layer', async () => {
    await desk.when.labelsWith('우편번호');
    await desk.thenIt.drawsLabels(['04524']);
  });

  test('the table filters by the words of the counts, and a row without a place says why', async () => {
    await desk.when.opensTable();
    await desk.thenIt.rowsShown(20);
    await desk.when.filters(/^미발견/);
    await desk.thenIt.seesNot('서울특별시 중구 세종대로 110');
    await desk.when.choosesRow('이름만 아는 곳');
    await desk.thenIt.sees('새로 생긴 건물 2층');
    await desk.when.filters(/^근사/);
    await desk.when.choosesRow('시청 옆 가게');
    await desk.thenIt.drawsUncertainty();
    await desk.when.filters(/^전체/);
  });

  test('a click on a symbol shows the row and its match', async () => {
    await desk.page.getByRole('button', { name: '닫기' }).last().click();
    await desk.when.clicksMapAt(SEOUL);
    await desk.thenIt.sees('출입구');
    await desk.thenIt.sees('04524');
    await desk.page.keyboard.press('Escape');
  });

  test('a hidden layer is not drawn, and a removed one comes back with Ctrl-Z', async () => {
    await desk.when.hides(SAMPLE);
    await desk.thenIt.drawsSymbols(0);
    await desk.when.shows(SAMPLE);
    await desk.thenIt.drawsLabels(['04524']);
    await desk.when.removes(SAMPLE);
    await desk.thenIt.drawsSymbols(0);
    await desk.when.undoes();
    await desk.thenIt.drawsLabels(['04524']);
  });

  test('it leaves as GeoJSON and as CSV that Excel reads', async () => {
    const geojson = await desk.when.downloads('GeoJSON');
    const { features } = JSON.parse(geojson.text);
    expect(features).toHaveLength(20);
    expect(features[0].geometry.coordinates[0]).toBeCloseTo(SEOUL[0], 2);
    expect(features.at(-1).geometry).toBeNull();
    const csv = await desk.when.downloads('CSV');
    expect(csv.text.startsWith('\uFEFF')).toBe(true);
    expect(csv.text.trim().split(/\r?\n/)).toHaveLength(21);
    expect(csv.name).toContain(SAMPLE);
  });

  test('typed coordinates take the map there', async () => {
    await desk.when.searches('129.0756, 35.1798');
    await desk.thenIt.cameraRests();
    await desk.thenIt.eventually(
      () => desk.page.evaluate(() => location.hash),
      (hash) => expect(hash).toMatch(/35\.1\d+\/129\.0/),
    );
  });

  test('a file that cannot be read is refused with a sentence', async () => {
    await desk.when.choosesFile(desk.given.brokenWorkbook());
    await desk.page.getByRole('alert').waitFor();
    expect((await desk.page.getByRole('alert').textContent())?.length).toBeGreaterThan(20);
    await desk.when.closesDialog();
  });

  test('a running job can be stopped and leaves nothing', async () => {
    await desk.when.choosesFile(desk.given.longList(400_000));
    await desk.thenIt.seesInDialog(/약 \d{3},\d{3}행/);
    await desk.thenIt.seesInDialog('UTF-8');
    await desk.thenIt.seesInDialog(/주소 \d+ %/);
    await desk.thenIt.seesInDialog('서울특별시 중구 세종대로 3');
    await desk.when.putsOnMap();
    await desk.thenIt.seesInDialog(/건\/초/);
    await desk.when.stops();
    await desk.thenIt.dialogCloses();
    await desk.thenIt.seesNot('긴 목록');
  });

  test('official address files are added on their page, and searched at once', async () => {
    const other = await MapDriver.open(browser, app);
    await other.when.addsAddresses(other.given.officialFile());
    await other.thenIt.sees('위치정보요약DB');
    await other.page.getByRole('link', { name: '지도', exact: true }).click();
    await other.given.mapIsReady();
    await other.when.searches('자하문로 94');
    await other.thenIt.eventually(
      () => other.page.evaluate(() => location.hash),
      (hash) => expect(hash).toMatch(/37\.58\d*\/126\.97/),
    );
    other.thenIt.nothingBroke();
    await other.close();
  });

  test('the page speaks English when told to', async () => {
    await desk.when.speaks('English');
    await desk.thenIt.sees('Add data');
    expect(await desk.page.locator('html').getAttribute('lang')).toBe('en');
    desk.thenIt.nothingBroke();
  });

  test('on a phone the map keeps more than half of the screen', async () => {
    const phone = await MapDriver.open(browser, app, {
      viewport: { width: 360, height: 740 },
      hasTouch: true,
    });
    await phone.when.choosesLayer(SAMPLE);
    await phone.page.getByRole('tab', { name: '표' }).tap();
    await phone.thenIt.rowsShown(20);
    expect(await phone.thenIt.mapShare()).toBeGreaterThanOrEqual(0.55);
    phone.thenIt.nothingBroke();
    await phone.close();
  });
});
