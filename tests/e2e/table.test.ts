import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';
import { layerOf, TableDriver } from './support/table';

const COUNT = 60_000;
const LAYER = '육만 가게';
const [NAME, DISTRICT, VALUE] = [2, 3, 4]; // places of the columns, after the row's number
const DISTRICTS = ['종로구', '중구', '용산구'];
/** 7919 has no divisor in common with the count: every value from 0 comes once. */
const valueAt = (n: number) => (n * 7919) % COUNT;
/** A row whose value is `value`. */
const rowOf = (value: number) => {
  for (let n = 1; ; n++) if (valueAt(n) === value) return n;
};
const place = (n: number): [number, number] => [126 + (n % 300) / 100, 35 + Math.floor(n / 300) / 100];

function table(): string {
  const rows = Array.from({ length: COUNT }, (_, i) => {
    const n = i + 1;
    const [x, y] = place(n);
    return `가게 ${n},${DISTRICTS[n % 3]},${valueAt(n)},${x},${y}`;
  });
  return `이름,구,값,x,y\n${rows.join('\n')}\n`;
}

describe.skipIf(!hasChromium)('The table', () => {
  let app: RunningApp;
  let browser: Browser;
  let desk: MapDriver;
  let grid: TableDriver;
  let layer: string;
  const row = async (n: number) => {
    const response = await fetch(`${app.url}/api/layers/${layer}/features/${n}`);
    return ((await response.json()) as { properties: Record<string, unknown> }).properties;
  };

  beforeAll(async () => {
    [app, browser] = await Promise.all([RunningApp.start(), launch()]);
    layer = await layerOf(app, LAYER, table());
    desk = await MapDriver.open(browser, app);
    grid = new TableDriver(desk);
    await grid.when.opens(LAYER);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  test('sixty thousand rows are scrolled to the end, and back', async () => {
    await desk.thenIt.rowsShown(COUNT);
    await grid.when.presses('Control+End');
    await grid.thenIt.shows((n) => expect(n.at(-1)).toBe(COUNT));
    await grid.thenIt.reads(COUNT, NAME, `가게 ${COUNT}`);
    await grid.when.presses('PageUp');
    await grid.when.presses('Control+Home');
    await grid.thenIt.shows((n) => expect(n.slice(0, 2)).toEqual([1, 2]));
  });

  test('the thumb dragged to the middle shows the middle', async () => {
    await grid.grid().evaluate((element) => {
      element.scrollTop = (element.scrollHeight - element.clientHeight) / 2;
    });
    await grid.thenIt.shows((n) => {
      expect(n[0]).toBeGreaterThan(29_900);
      expect(n[0]).toBeLessThan(30_100);
    });
    await grid.when.presses('Control+Home');
  });

  test('numbers are sorted as numbers, up and down', async () => {
    await grid.when.sortsBy('값');
    await grid.thenIt.shows((n) => expect(n.slice(0, 3)).toEqual([0, 1, 2].map(rowOf)));
    await grid.when.presses('Control+End');
    await grid.thenIt.shows((n) => expect(n.at(-1)).toBe(rowOf(COUNT - 1)));
    await grid.when.sortsBy('값');
    await grid.thenIt.shows((n) => expect(n[0]).toBe(rowOf(COUNT - 1)));
  });

  test('a click on the map brings the row into sight, also where the table is sorted', async () => {
    const n = 30_155;
    await desk.when.searches(place(n).join(', '));
    await desk.thenIt.cameraRests();
    await desk.page.keyboard.press('Escape');
    await desk.when.clicksMapAt(place(n));
    await grid.thenIt.shows((shown) => expect(shown).toContain(n));
    await grid.thenIt.marks((marked) => expect(marked).toEqual([n]));
    await desk.page.keyboard.press('Escape');
  });

  test('conditions are combined, counted and dropped; a row that is filtered out is told', async () => {
    await grid.when.filters('구', '같음', '중구');
    await desk.thenIt.rowsShown(COUNT / 3);
    await grid.when.filters('값', '이하', '299');
    const both = Array.from({ length: COUNT }, (_, i) => i + 1).filter(
      (n) => n % 3 === 1 && valueAt(n) < 300,
    );
    await desk.thenIt.rowsShown(both.length);
    await desk.page.getByRole('button', { name: '모두 만족' }).click();
    const either = Array.from({ length: COUNT }, (_, i) => i + 1).filter(
      (n) => n % 3 === 1 || valueAt(n) < 300,
    );
    await desk.thenIt.rowsShown(either.length);
    await grid.when.dropsConditions();
    await desk.thenIt.rowsShown(COUNT);
    await desk.page.getByRole('searchbox', { name: '글자로 거르기' }).fill('가게 5999');
    await desk.thenIt.rowsShown(11);
    await desk.page.getByRole('searchbox', { name: '글자로 거르기' }).fill('');
    await desk.thenIt.rowsShown(COUNT);
    await grid.when.sortsBy('값'); // the third time: as it came
    await grid.thenIt.shows((n) => expect(n[0]).toBe(1));
  });

  test('a value is written, checked and taken back', async () => {
    await grid.when.writes(2, NAME, '고친 가게');
    await grid.thenIt.reads(2, NAME, '고친 가게');
    await desk.thenIt.eventually(
      () => row(2),
      (properties) => expect(properties.이름).toBe('고친 가게'),
    );
    await grid.when.presses('Control+z');
    await grid.thenIt.reads(2, NAME, '가게 2');
    expect((await row(2)).이름).toBe('가게 2');
    await grid.when.writes(3, VALUE, '많음');
    await desk.page.getByRole('alert').filter({ hasText: '정수만' }).waitFor();
    await desk.page.keyboard.press('Escape');
    await grid.thenIt.reads(3, VALUE, valueAt(3).toLocaleString('ko'));
    await grid.when.writes(3, VALUE, '많음');
    await desk.page.getByRole('button', { name: '글자 열로 바꾸기' }).click();
    await grid.thenIt.reads(3, VALUE, '많음');
    await grid.when.presses('Control+z');
    await grid.thenIt.reads(3, VALUE, valueAt(3).toLocaleString('ko'));
  });

  test('the keyboard does it too: to a cell, into it, out of it', async () => {
    await grid.when.presses('Control+Home', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'F2');
    await desk.page.keyboard.type('글쇠로');
    await desk.page.keyboard.press('Enter');
    await grid.thenIt.reads(4, NAME, '글쇠로');
    await grid.when.presses('Control+z');
    await grid.thenIt.reads(4, NAME, '가게 4');
  });

  test('several rows are selected, marked on the map, looked at alone and flown to', async () => {
    await grid.when.presses('Control+Home');
    await grid.cell(1, NAME).click();
    await grid.cell(3, NAME).click({ modifiers: ['Shift'] });
    await desk.thenIt.sees('3행 선택');
    await grid.cell(2, NAME).click({ modifiers: ['Control'] });
    await desk.thenIt.sees('2행 선택');
    await desk.page.getByRole('button', { name: '선택한 행으로 지도 옮기기' }).click();
    await desk.thenIt.cameraRests();
    await grid.thenIt.marks((n) => expect(n.sort()).toEqual([1, 3]));
    await desk.page.getByRole('button', { name: '선택한 행만 보기' }).click();
    await desk.thenIt.rowsShown(2);
    await desk.page.getByRole('button', { name: '모든 행 보기' }).click();
    await desk.thenIt.rowsShown(COUNT);
    await desk.page.getByRole('button', { name: '선택 해제' }).click();
    await grid.thenIt.marks((n) => expect(n).toEqual([]));
  });

  test('the rows that the table shows, or those selected, leave as a file', async () => {
    const namesIn = (text: string) =>
      (JSON.parse(text) as { features: { properties: { 이름: string } }[] }).features.map(
        ({ properties }) => properties.이름,
      );
    await grid.when.filters('구', '같음', '중구');
    await grid.when.filters('값', '이하', '299');
    const shown = Array.from({ length: COUNT }, (_, i) => i + 1).filter(
      (n) => n % 3 === 1 && valueAt(n) < 300,
    );
    await desk.thenIt.rowsShown(shown.length);
    const filtered = await desk.when.downloads('GeoJSON', '표에 거른 행만');
    expect(namesIn(filtered.text).sort()).toEqual(shown.map((n) => `가게 ${n}`).sort());
    await grid.when.dropsConditions();
    await desk.thenIt.rowsShown(COUNT);

    await grid.when.presses('Control+Home');
    await grid.cell(1, NAME).click();
    await grid.cell(3, NAME).click({ modifiers: ['Shift'] });
    await desk.thenIt.sees('3행 선택');
    const selected = await desk.when.downloads('GeoJSON', '고른 행만');
    expect(namesIn(selected.text)).toEqual(['가게 1', '가게 2', '가게 3']);
    await desk.page.getByRole('button', { name: '선택 해제' }).click();
  });

  test('columns are renamed, hidden, added and deleted, and all of it undone', async () => {
    await grid.when.choosesInMenu('구', '이름 바꾸기');
    await grid.when.names('자치구');
    await grid.thenIt.columns((titles) => expect(titles).toContain('자치구'));
    await grid.thenIt.reads(1, DISTRICT, '중구');
    await grid.when.choosesInMenu('자치구', '숨기기');
    await grid.thenIt.columns((titles) => expect(titles).not.toContain('자치구'));
    await grid.when.presses('Control+z');
    await grid.thenIt.columns((titles) => expect(titles).toContain('자치구'));
    await grid.when.presses('Control+z');
    await grid.thenIt.columns((titles) => expect(titles).toContain('구'));

    await desk.page.getByRole('button', { name: '열 고르기' }).click();
    await desk.page.getByRole('menuitem', { name: '열 추가' }).click();
    await grid.when.names('메모');
    await grid.thenIt.columns((titles) => expect(titles).toContain('메모'));
    await grid.when.writes(1, 7, '보기');
    await grid.thenIt.reads(1, 7, '보기');
    await grid.when.choosesInMenu('메모', '열 지우기');
    await grid.thenIt.columns((titles) => expect(titles).not.toContain('메모'));
    await grid.when.presses('Control+z');
    await grid.thenIt.reads(1, 7, '보기');
  });

  test('figures of a column, and a value that becomes a filter', async () => {
    await grid.when.choosesInMenu('값', '통계');
    const figures = desk.page.getByRole('complementary', { name: '값 열의 통계' });
    await figures.getByText('29,999.5').first().waitFor();
    await figures.getByText('59,999').first().waitFor();
    await grid.when.choosesInMenu('구', '통계');
    await desk.page
      .getByRole('complementary', { name: '구 열의 통계' })
      .getByRole('button', { name: /^용산구/ })
      .click();
    await desk.thenIt.rowsShown(COUNT / 3);
    await grid.when.dropsConditions();
    desk.thenIt.nothingBroke();
  });

  test('on a phone the sheet has the table', async () => {
    const phone = await MapDriver.open(browser, app, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
    });
    await phone.when.choosesLayer(LAYER);
    await phone.page.getByRole('tab', { name: '표' }).tap();
    await phone.thenIt.rowsShown(COUNT);
    const own = new TableDriver(phone);
    await own.cell(2, NAME).tap();
    await phone.thenIt.sees('1행 선택');
    await own.thenIt.shows((n) => expect(n).toContain(2));
    expect(await phone.thenIt.mapShare()).toBeGreaterThanOrEqual(0.55);
    phone.thenIt.nothingBroke();
    await phone.close();
  });
});
