import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feature } from 'geojson';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEOUL, writePmtiles } from '../support/pmtiles';
import { RunningApp } from './support/app';
import { baseMapOf, TileService } from './support/base-maps';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';

const PERSIMMON: [number, number, number] = [226, 86, 44];
const VIEW: [number, number] = [127.1, 37.56];

/** A syllable of few strokes and one of many: boxes in their place would hold as much ink as each other. */
const THIN = '이이이이';
const THICK = '뷁뷁뷁뷁';
const THIN_AT: [number, number] = [127.05, 37.6];
const THICK_AT: [number, number] = [127.25, 37.6];

const town = (name: string, coordinates: [number, number]): Feature => ({
  type: 'Feature',
  properties: { kind: 'locality', name, 'name:ko': name, script: 'Hangul', population_rank: 10, min_zoom: 4 },
  geometry: { type: 'Point', coordinates },
});

/** A fontconfig file that knows no font with Hangul, as a machine without Korean fonts. */
function withoutKoreanFonts(folder: string): string {
  const latin = ['/usr/share/fonts/truetype/dejavu', '/usr/share/fonts/truetype/liberation'].filter(
    existsSync,
  );
  const path = join(folder, 'fonts.conf');
  const places = latin.map((place) => `<dir>${place}</dir>`).join('');
  writeFileSync(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${places}<cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
  return path;
}

describe.skipIf(!hasChromium)('Base maps, on a machine without Korean fonts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jari-base-maps-'));
  let app: RunningApp;
  let browser: Browser;
  let tiles: TileService;
  let desk: MapDriver;
  let baseMap: ReturnType<typeof baseMapOf>;

  beforeAll(async () => {
    const archive = join(folder, 'seoul.pmtiles');
    const places = [...SEOUL.places!, town(THIN, THIN_AT), town(THICK, THICK_AT)];
    writePmtiles(archive, { ...SEOUL, places }, { maxzoom: 10 });
    tiles = await TileService.start(PERSIMMON);
    [app, browser] = await Promise.all([
      RunningApp.start({ BASEMAP: 'pmtiles', BASEMAP_PMTILES: archive, BASEMAP_ORIGINS: tiles.origin }),
      launch({ FONTCONFIG_FILE: withoutKoreanFonts(folder) }),
    ]);
    desk = await MapDriver.open(browser, app);
    baseMap = baseMapOf(desk);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await tiles?.stop();
    rmSync(folder, { recursive: true });
  });

  const draws = (layer: string, names: string[]) =>
    desk.thenIt.eventually(
      () => baseMap.names(layer),
      (shown) => expect(shown).toEqual(expect.arrayContaining(names)),
    );

  test('streets and Korean names come from the operator’s file, and nothing from another site', async () => {
    const asked: string[] = [];
    desk.page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await desk.when.looksAt(VIEW, 11);
    await draws('roads_labels_major', ['세종대로', '종로']);
    await draws('places_locality', ['서울특별시', THIN, THICK]);
    expect((await baseMap.names('roads_highway')).length).toBeGreaterThan(0);
    await desk.thenIt.sees('© OpenStreetMap');
    expect(new Set(asked)).toEqual(new Set([app.url]));
  });

  /** Makes a layer of a table with x, y and names, as a program does it. */
  async function addLayer(csv: string): Promise<void> {
    const ask = async (path: string, init?: RequestInit) => (await fetch(`${app.url}${path}`, init)).json();
    const upload = await ask('/api/uploads?name=a.csv', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: csv,
    });
    const { job } = await ask('/api/layers', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        upload: upload.id,
        label: '이름',
        coordinates: { x: 'x', y: 'y', crs: 'EPSG:4326' },
      }),
    });
    await desk.thenIt.eventually(
      () => ask(`/api/jobs/${job.id}`),
      ({ state }) => expect(state).toBe('done'),
    );
  }

  /** How much more ink the thick name has than the thin one. */
  const contrast = async (map = baseMap) => (await map.inkAt(THICK_AT)) / (await map.inkAt(THIN_AT));

  test('the browser has no font for Hangul, yet names of the base map are not boxes', async () => {
    const [first, second] = await desk.page.evaluate(() =>
      ['각', '힣'].map((syllable) => {
        const context = document.createElement('canvas').getContext('2d')!;
        context.font = '40px sans-serif';
        context.fillText(syllable, 20, 60);
        return context.canvas.toDataURL();
      }),
    );
    expect(first).toBe(second);
    await desk.thenIt.eventually(contrast, (ratio) => expect(ratio).toBeGreaterThan(1.5));
  });

  test('the same map is drawn dark', async () => {
    const light = await baseMap.paint('earth', 'fill-color');
    await desk.page.emulateMedia({ colorScheme: 'dark' });
    await desk.thenIt.eventually(
      () => baseMap.paint('earth', 'fill-color'),
      (dark) => expect(dark).not.toBe(light),
    );
    await draws('roads_labels_major', ['세종대로']);
    await desk.thenIt.eventually(
      () => baseMap.colourAt([127.3, 37.65]),
      ([red, green, blue]) => expect(Math.max(red, green, blue)).toBeLessThan(90),
    );
    await desk.page.emulateMedia({ colorScheme: 'light' });
    await desk.thenIt.eventually(
      () => baseMap.colourAt([127.3, 37.65]),
      ([red, green, blue]) => expect(Math.min(red, green, blue)).toBeGreaterThan(220),
    );
  });

  test('on plain paper only the layers are left, and their labels are not boxes either', async () => {
    await baseMap.choose('없음');
    await desk.thenIt.eventually(baseMap.layers, (layers) => expect(layers).toEqual(['paper']));
    await addLayer(`이름,x,y\n${THIN},${THIN_AT}\n${THICK},${THICK_AT}\n`);
    await desk.page.reload();
    await desk.given.mapIsReady();
    await desk.thenIt.cameraRests();
    await desk.when.looksAt(VIEW, 11);
    await desk.thenIt.drawsLabels([THIN, THICK]);
    await desk.thenIt.eventually(contrast, (ratio) => expect(ratio).toBeGreaterThan(1.3));
  });

  test('without the house’s fonts they would be boxes: the measure tells', async () => {
    const bare = await MapDriver.open(browser, app);
    await bare.page.context().route('**/fonts/*.woff2', (route) => route.abort());
    await bare.page.reload();
    await bare.given.mapIsReady();
    const map = baseMapOf(bare);
    await map.choose('없음');
    await bare.when.looksAt(VIEW, 11);
    await bare.thenIt.drawsLabels([THIN, THICK]);
    await bare.thenIt.eventually(
      () => contrast(map),
      (ratio) => expect(Math.abs(ratio - 1)).toBeLessThan(0.15),
    );
    await bare.close();
  });

  test('a quiet base map stays quiet', async () => {
    await baseMap.choose('기본');
    await desk.page.getByRole('button', { name: '배경지도 흐리게' }).click();
    await desk.thenIt.eventually(baseMap.layers, (layers) => expect(layers).toContain('veil'));
    await desk.page.reload();
    await desk.given.mapIsReady();
    await desk.thenIt.eventually(baseMap.layers, (layers) => {
      expect(layers).toContain('city-names');
      expect(layers.indexOf('veil')).toBe(layers.findIndex((id) => id.startsWith('layer:')) - 1);
    });
    await desk.page.getByRole('button', { name: '배경지도 흐리게' }).click();
  });

  test.each([
    ['브이월드', '주소가 아닙니다'],
    ['https://tiles.example.org/{z}/{x}/{y}.png', 'BASEMAP_ORIGINS'],
    ['/{z}/{x}.png', 'z, x, y 가운데'],
    ['/api/config', 'MapLibre 스타일(버전 8)이 아닙니다'],
    ['/no/such.json', '404'],
  ])('one’s own base map %s is refused with a sentence', async (address, sentence) => {
    await baseMap.choose('직접 지정');
    await baseMap.types(address);
    await desk.thenIt.eventually(
      async () => (await desk.page.locator('.own-base-map [role=alert]').textContent()) ?? '',
      (said) => expect(said).toContain(sentence),
    );
    expect(await baseMap.layers()).toContain('city-names');
  });

  const isPersimmon = () =>
    desk.thenIt.eventually(
      () => baseMap.colourAt([127.15, 37.5]),
      (colour) => expect(colour).toEqual(PERSIMMON),
    );

  test.each(['/{z}/{x}/{y}.png', '/style.json'])('one’s own %s is drawn and remembered', async (path) => {
    await baseMap.choose('직접 지정');
    await baseMap.types(`${tiles.origin}${path}`);
    await isPersimmon();
    await desk.page.reload();
    await desk.given.mapIsReady();
    await isPersimmon();
  });

  test('a choice made just before the page is left is kept, even if its saving was lost with the page', async () => {
    const saved = desk.page.waitForResponse((response) => response.request().method() === 'PATCH');
    await baseMap.choose('기본');
    await saved;
    await desk.page.route('**/api/projects/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.fallback(),
    );
    desk.page.once('framenavigated', () => void desk.page.unroute('**/api/projects/*'));
    await baseMap.choose('직접 지정');
    await isPersimmon();
    await desk.page.reload();
    await desk.given.mapIsReady();
    await isPersimmon();
  });

  test('a base map out of reach is said once, the offline map takes its place, and it can be tried again', async () => {
    tiles.broken = true;
    await desk.page.reload();
    await desk.thenIt.sees(/배경지도를 불러오지 못했습니다.* 기본 지도를 대신 씁니다/);
    await desk.thenIt.eventually(baseMap.layers, (layers) => expect(layers).toContain('city-names'));
    await baseMap.types(`${tiles.origin}/{z}/{x}/{y}.png`);
    await desk.thenIt.eventually(baseMap.layers, (layers) => expect(layers).toContain('pictures-0'));
    await desk.thenIt.eventually(baseMap.layers, (layers) => expect(layers).toContain('city-names'));
    tiles.broken = false;
    await desk.page.getByRole('button', { name: '다시 시도' }).click();
    await isPersimmon();
    expect(await desk.page.getByRole('button', { name: '다시 시도' }).count()).toBe(0);
  });

  test('tiles that fail later are said once, and come when tried again', async () => {
    tiles.broken = true;
    const elsewhere: [number, number] = [129.07, 35.18];
    await desk.when.looksAt(elsewhere, 12);
    await desk.thenIt.sees('배경지도의 일부를 불러오지 못했습니다.');
    tiles.broken = false;
    await desk.page.getByRole('button', { name: '다시 시도' }).click();
    await desk.thenIt.eventually(
      () => baseMap.colourAt(elsewhere),
      (colour) => expect(colour).toEqual(PERSIMMON),
    );
  });

  test('the keyboard alone chooses a base map', async () => {
    await desk.page.getByRole('button', { name: /^배경지도:/ }).focus();
    await desk.page.keyboard.press('Enter');
    await desk.page.keyboard.press('Home');
    await desk.page.keyboard.press('Enter');
    await desk.thenIt.eventually(baseMap.layers, (layers) => expect(layers).toContain('city-names'));
    desk.thenIt.nothingBroke();
  });
});
