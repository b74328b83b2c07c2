import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { RunningApp } from './app';

type Drawn = { layer: string; label: string; text: boolean }[];
interface MapInPage {
  queryRenderedFeatures(): {
    layer: { id: string; type: string; layout?: Record<string, unknown> };
    properties: Record<string, unknown>;
  }[];
  project(at: [number, number]): { x: number; y: number };
  loaded(): boolean;
  isMoving(): boolean;
  jumpTo(view: { center: [number, number]; zoom: number }): unknown;
}
type PageWindow = typeof window & { jariMap: MapInPage };

/** A busy machine may be given more: E2E_PATIENCE_MS. */
const PATIENCE_MS = Number(process.env.E2E_PATIENCE_MS ?? 40_000);

/**
 * The map page as a person uses it, in three voices: given (how it starts), when (what is done), thenIt (what is
 * seen). What is on the map is asked of the map, not of the page around it.
 */
export class MapDriver {
  readonly faults: string[] = [];

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.setDefaultNavigationTimeout(3 * PATIENCE_MS); // a server that has just started answers late
    page.on('pageerror', (error) => this.faults.push(error.message));
  }

  static async open(
    browser: Browser,
    app: RunningApp,
    options: BrowserContextOptions = {},
  ): Promise<MapDriver> {
    const context = await browser.newContext({
      baseURL: app.url,
      locale: 'ko-KR',
      viewport: { width: 1366, height: 768 },
      reducedMotion: 'reduce',
      ...options,
    });
    const driver = new MapDriver(await context.newPage());
    await driver.page.goto('/');
    await driver.given.mapIsReady();
    return driver;
  }

  close = () => this.page.context().close();

  private button = (name: string | RegExp) => this.page.getByRole('button', { name }).first();
  private dialog = () => this.page.getByRole('dialog');

  /** What the map draws of the user's layers: one entry a symbol or label in sight. */
  async drawn(): Promise<Drawn> {
    return this.page.evaluate(() =>
      (window as unknown as PageWindow).jariMap
        .queryRenderedFeatures()
        .filter(({ layer }) => layer.id.startsWith('layer:'))
        .map(({ layer }) => ({
          layer: layer.id.split(':')[1]!,
          label: String(layer.layout?.['text-field'] ?? ''),
          text: layer.type === 'symbol',
        })),
    );
  }

  given = {
    mapIsReady: async () => {
      await this.page.waitForFunction(
        () => (window as unknown as PageWindow).jariMap?.loaded(),
        null,
        { timeout: 3 * PATIENCE_MS }, // a first map is drawn by two busy cores and no graphics card
      );
    },
    /** A list of `count` addresses, most of them not in the address database. */
    longList: (count: number) => ({
      name: '긴 목록.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        `이름,주소\n${Array.from({ length: count }, (_, i) => `가게 ${i},서울특별시 중구 세종대로 ${(i % 900) + 1}`).join('\n')}`,
      ),
    }),
    /** A row of 위치정보요약DB as published: CP949, EPSG:5179. */
    officialFile: () => ({
      name: 'entrc_seoul.txt',
      mimeType: 'text/plain',
      buffer: iconv.encode(
        '11110|760|1111010100|서울특별시|종로구|청운동|111103100012|자하문로|0|94|0||03047|근린생활시설|0|청운효자동|953241.683263|1954023.466812\r\n',
        'cp949',
      ),
    }),
    /** Bytes that are no table. */
    brokenWorkbook: () => ({
      name: '깨진 파일.xlsx',
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(3000, 7)]),
    }),
  };

  when = {
    /** Brings the map to a place, without waiting. What jumpTo gives back is the whole map: it stays in the page. */
    looksAt: async (center: [number, number], zoom: number) => {
      await this.page.evaluate(
        ([center, zoom]) => {
          (window as unknown as PageWindow).jariMap.jumpTo({ center, zoom });
        },
        [center, zoom] as const,
      );
    },
    triesSample: async () => {
      await this.button('예제 목록 해 보기').click();
      await this.button('시도청 목록 예제').waitFor();
    },
    choosesFile: async (file: { name: string; mimeType: string; buffer: Buffer }) => {
      await this.button('데이터 추가').click();
      await this.dialog().locator('input[type=file]').setInputFiles(file);
    },
    /** Lets files fall onto the page, all at once. */
    dropsFiles: async (files: { name: string; buffer: Buffer }[]) => {
      const sent = files.map(({ name, buffer }) => ({ name, data: buffer.toString('base64') }));
      await this.page.evaluate((sent) => {
        const transfer = new DataTransfer();
        for (const { name, data } of sent) {
          transfer.items.add(new File([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))], name));
        }
        for (const type of ['dragenter', 'dragover', 'drop']) {
          document.body.dispatchEvent(
            new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }),
          );
        }
      }, sent);
    },
    choosesSystem: async (name: RegExp) => {
      await this.dialog().getByRole('radio', { name }).check();
    },
    addsAddresses: async (file: { name: string; mimeType: string; buffer: Buffer }) => {
      await this.page.getByRole('link', { name: '주소 DB' }).click();
      await this.page.locator('input[type=file]').setInputFiles(file);
    },
    putsOnMap: async () => {
      await this.dialog().getByRole('button', { name: '지도에 올리기' }).click();
    },
    stops: async () => {
      await this.dialog().getByRole('button', { name: '멈추기' }).click();
    },
    closesDialog: async () => {
      await this.page.keyboard.press('Escape');
      await this.dialog().waitFor({ state: 'hidden' });
    },
    labelsWith: async (column: string) => {
      await this.page.getByRole('tab', { name: '라벨' }).click();
      await this.page.getByRole('button', { name: /^라벨: / }).click();
      await this.page.getByRole('menuitemradio', { name: column, exact: true }).click();
    },
    /** In the list; its symbol, its eye and its menu bear its name too. */
    choosesLayer: async (name: string) => {
      await this.page
        .locator('[data-layer]')
        .getByRole('button', { name: new RegExp(`^${name} ?[0-9,]+`) })
        .click();
    },
    opensTable: async () => {
      await this.page
        .getByRole('region', { name: / 설정$/ })
        .getByRole('button', { name: '표', exact: true })
        .click();
    },
    filters: async (outcome: RegExp) => {
      await this.page
        .getByRole('group', { name: '상태로 거르기' })
        .getByRole('button', { name: outcome })
        .click();
    },
    choosesRow: async (text: string) => {
      await this.page.getByRole('row').filter({ hasText: text }).click();
    },
    clicksMapAt: async (at: [number, number]) => {
      await this.thenIt.cameraRests();
      const canvas = (await this.page.locator('.maplibregl-canvas').boundingBox())!;
      const { x, y } = await this.page.evaluate((at) => {
        const { x, y } = (window as unknown as PageWindow).jariMap.project(at);
        return { x, y };
      }, at);
      await this.page.mouse.click(canvas.x + x, canvas.y + y);
    },
    hides: (layer: string) => this.button(`${layer} 숨기기`).click(),
    shows: (layer: string) => this.button(`${layer} 보이기`).click(),
    removes: async (layer: string) => {
      await this.button(`${layer} 메뉴`).click();
      await this.page.getByRole('menuitem', { name: '지우기' }).click();
    },
    undoes: () => this.page.keyboard.press('Control+z'),
    searches: async (text: string) => {
      await this.page.keyboard.press('/');
      await this.page.keyboard.type(text);
      await this.page.keyboard.press('Enter');
    },
    speaks: async (language: string) => {
      await this.page.getByRole('button', { name: /^(언어|Language)/ }).click();
      await this.page.getByRole('menuitemradio', { name: language }).click();
    },
    /**
     * @param rows which of them, where there is a choice
     * @returns the name and the text of the file that comes
     */
    downloads: async (kind: 'GeoJSON' | 'CSV', rows?: '표에 거른 행만' | '고른 행만') => {
      await this.button('내려받기').click();
      await this.dialog().getByRole('radio', { name: kind, exact: true }).check();
      if (rows) await this.dialog().getByRole('radio', { name: rows, exact: true }).check();
      const [download] = await Promise.all([
        this.page.waitForEvent('download'),
        this.dialog().getByRole('button', { name: '내려받기' }).click(),
      ]);
      await this.page.keyboard.press('Escape');
      return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
    },
  };

  thenIt = {
    /** Asks until `question` holds; fails with the last answer. */
    eventually: async <T>(question: () => Promise<T>, check: (answer: T) => void) => {
      await expect
        .poll(
          async () => {
            const answer = await question();
            try {
              check(answer);
              return 'holds';
            } catch (error) {
              return (error as Error).message;
            }
          },
          { timeout: PATIENCE_MS, interval: 150 },
        )
        .toBe('holds');
    },
    sees: (text: string | RegExp) => this.page.getByText(text).first().waitFor(),
    seesInDialog: (text: string | RegExp) => this.dialog().getByText(text).first().waitFor(),
    seesNot: (text: string | RegExp) => this.page.getByText(text).first().waitFor({ state: 'hidden' }),
    dialogCloses: () => this.dialog().waitFor({ state: 'hidden' }),
    cameraRests: async () => {
      await this.page.waitForFunction(() => {
        const map = (window as unknown as PageWindow).jariMap;
        return map.loaded() && !map.isMoving();
      });
    },
    drawsUncertainty: async () => {
      await this.page.waitForFunction(() =>
        (window as unknown as PageWindow).jariMap
          .queryRenderedFeatures()
          .some(({ layer }) => layer.id === 'uncertainty'),
      );
    },
    drawsLabels: (labels: string[]) =>
      this.thenIt.eventually(
        async () => (await this.drawn()).filter(({ text }) => text).map(({ label }) => label),
        (shown) => expect(shown).toEqual(expect.arrayContaining(labels)),
      ),
    drawsSymbols: (count: number) =>
      this.thenIt.eventually(
        async () => (await this.drawn()).filter(({ text }) => !text).length,
        (shown) => expect(shown).toBe(count),
      ),
    rowsShown: (count: number) =>
      this.thenIt.eventually(
        () => this.page.getByRole('grid').getAttribute('aria-rowcount'),
        (shown) => expect(Number(shown)).toBe(count + 1), // the header is a row too
      ),
    /** How much of the screen's height is map that nothing but its own controls covers. */
    mapShare: () =>
      this.page.evaluate(
        () => document.querySelector('.map')!.getBoundingClientRect().height / window.innerHeight,
      ),
    nothingBroke: () => expect(this.faults).toEqual([]),
  };
}
