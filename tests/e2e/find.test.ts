import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';
import { finding } from './support/find';

const CITY_HALL: [number, number] = [126.978546, 37.566554];

describe.skipIf(!hasChromium)('Finding on the map', () => {
  let app: RunningApp;
  let browser: Browser;
  let desk: MapDriver;
  let find: ReturnType<typeof finding>;

  beforeAll(async () => {
    [app, browser] = await Promise.all([RunningApp.start(), launch()]);
    desk = await MapDriver.open(browser, app, { permissions: ['clipboard-read', 'clipboard-write'] });
    find = finding(desk);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const clipboard = () => desk.page.evaluate(() => navigator.clipboard.readText());

  test('leading consonants find a road, arrow keys and Enter go there', async () => {
    await find.when.looksAt([127.0, 37.56], 11);
    await find.when.types('ㅅㅈㄷㄹ');
    await find.thenIt.firstIs(/세종대로.*서울특별시 중구.*도로/);
    expect(await find.box.getAttribute('aria-expanded')).toBe('true');
    await desk.page.keyboard.press('ArrowDown');
    expect(await find.box.getAttribute('aria-activedescendant')).toBe('place-0');
    expect(await find.options.first().getAttribute('aria-selected')).toBe('true');
    await desk.page.keyboard.press('Enter');
    await find.thenIt.mapIsAt(CITY_HALL);
  });

  test.each([
    ['서울', /서울특별시.*시·도/],
    ['세조', /세종/],
    ['중구 세종ㄷ', /세종대로.*서울특별시 중구/],
    ['세종대로 110', /서울특별시 중구 세종대로 110/],
    ['par', /Paris.*프랑스.*도시/],
  ])('%s', async (text, first) => {
    await find.when.types(text);
    await find.thenIt.firstIs(first);
  });

  test('what was found before is offered again', async () => {
    await find.box.fill('');
    await desk.thenIt.sees('최근 찾은 곳');
    await find.thenIt.firstIs(/세종대로/);
    await desk.page.keyboard.press('Escape');
  });

  test('coordinates in any system: guessed with a choice, named, in degrees and minutes', async () => {
    await find.when.types('200000 450000');
    await find.thenIt.firstIs(/EPSG:5186.*추정/);
    await find.options.filter({ hasText: 'EPSG:5181' }).click();
    await find.thenIt.mapIsAt([127.0, 37.55]);
    await find.when.types('EPSG:5186 198104.6 551891');
    await desk.page.keyboard.press('Enter');
    await find.thenIt.mapIsAt(CITY_HALL);
    await find.when.types(`35°10'47"N 129°04'32"E`);
    await desk.page.keyboard.press('Enter');
    await find.thenIt.mapIsAt([129.0756, 35.1797]);
  });

  test('nothing found is said', async () => {
    await find.when.types('없는이름없는이름');
    await desk.page.keyboard.press('Enter');
    await desk.thenIt.sees('주소 DB에서 찾지 못했습니다. 다르게 적어 보십시오.');
    await desk.page.keyboard.press('Escape');
    await desk.page.keyboard.press('Escape');
  });

  test('the position under the pointer in a chosen system, remembered', async () => {
    await find.when.looksAt(CITY_HALL, 16);
    await find.when.choosesCrs(/EPSG:5186/);
    await find.when.pointsAt(CITY_HALL);
    // A pixel at this zoom is about a metre.
    await desk.thenIt.sees(/^19810[3-6]\.\d, 55189[0-3]\.\d$/);
    await desk.page.reload();
    await desk.given.mapIsReady();
    await desk.thenIt.sees(/^\d{6}\.\d, \d{6}\.\d/);
    await desk.page
      .getByRole('complementary', { name: '좌표' })
      .getByRole('button', { name: /좌표 복사/ })
      .click();
    await desk.thenIt.eventually(clipboard, (text) => expect(text).toMatch(/^1981\d\d\.\d, 5518\d\d\.\d$/));
  });

  test('a right click says the nearest address and how far it is', async () => {
    const [lon, lat] = CITY_HALL;
    await find.when.asksAbout([lon + 0.0003, lat]);
    await find.spot.getByText('서울특별시 중구 세종대로 110', { exact: false }).waitFor();
    await find.spot.getByText(/2[5-8](\.\d)? m 떨어짐/).waitFor();
    await find.spot.getByRole('button', { name: '주소 복사' }).click();
    await desk.thenIt.eventually(clipboard, (text) => expect(text).toContain('세종대로 110'));
    await find.spot.getByRole('button', { name: '좌표 복사' }).click();
    await desk.thenIt.eventually(clipboard, (text) => expect(text).toMatch(/^1981\d\d\.\d, 5518\d\d\.\d$/));
    await desk.page.keyboard.press('Escape');
    await find.spot.waitFor({ state: 'hidden' });
    await desk.thenIt.seesNot(/복사했습니다/); // it would lie over the places that are clicked next
  });

  test('the same by keyboard, for the middle of the map', async () => {
    await find.when.looksAt(CITY_HALL, 16);
    await desk.page.locator('.maplibregl-canvas').focus();
    await desk.page.keyboard.press('Shift+F10');
    await find.spot.getByText('이 자리').waitFor();
    await find.spot.getByRole('button', { name: '여기서 거리 재기' }).click();
    await find.thenIt.measures(/점 1개/);
  });

  test('distance: live, taken back, finished by a double click, ended by Escape', async () => {
    const [lon, lat] = CITY_HALL;
    await find.when.pointsAt([lon + 0.002, lat]);
    await find.thenIt.measures(/17[67]\d? m|176 m|177 m/); // 0.002 degrees at 37.57 north: 176.4 m on the sphere
    await find.when.clicksAt([lon + 0.002, lat]);
    await find.thenIt.measures(/점 2개/);
    await find.thenIt.drawsMeasurement(['line', 'corner']);
    await find.when.doubleClicksAt([lon + 0.002, lat + 0.001]);
    await find.thenIt.measures(/28\d m.*점 3개/);
    await desk.page.keyboard.press('Backspace');
    await find.thenIt.measures(/점 2개/);
    await desk.page.keyboard.press('Escape');
    await find.measure.waitFor({ state: 'hidden' });
    await find.thenIt.drawsMeasurement([]);
  });

  test('area in hectares or square metres, and in 평; a click chooses no feature meanwhile', async () => {
    const [lon, lat] = CITY_HALL;
    await find.when.startsMeasuring();
    await find.measure.getByRole('button', { name: '면적', exact: true }).click();
    for (const [dx, dy] of [
      [-0.001, -0.001],
      [0.001, -0.001],
      [0.001, 0.001],
    ] as const) {
      await find.when.clicksAt([lon + dx, lat + dy]);
      await desk.page.waitForTimeout(350); // slower than a double click
    }
    await find.when.doubleClicksAt([lon - 0.001, lat + 0.001]);
    await find.thenIt.measures(/3\.9\d? ha · 11,\d{3}평.*둘레 79\d m.*점 4개/);
    await find.thenIt.drawsMeasurement(['fill', 'line', 'corner']);
    await desk.page.keyboard.press('Escape');
  });

  test('on a phone a finger held down asks about the point', async () => {
    const phone = await MapDriver.open(browser, app, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const touch = finding(phone);
    await touch.when.looksAt(CITY_HALL, 16);
    await touch.when.holdsFingerAt(CITY_HALL);
    await touch.spot.getByText('서울특별시 중구 세종대로 110', { exact: false }).waitFor();
    expect(await phone.page.getByRole('complementary', { name: '좌표' }).count()).toBe(0);
    phone.thenIt.nothingBroke();
    await phone.close();
  });

  test('nothing broke', () => desk.thenIt.nothingBroke());
});
