import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from './support/app';
import { hasChromium, launch } from './support/chromium';
import { MapDriver } from './support/driver';

/** Forty shops on a grid: four districts, scores 0 to 0.975, four shops to a place at the country's view. */
const SHOPS = [
  '이름,구,점수,인구,lon,lat',
  ...Array.from({ length: 40 }, (_, i) => {
    const district = ['강남구', '마포구', '중구', '종로구'][i % 4];
    return `가게 ${i},${district},${(i / 40).toFixed(3)},${(i + 1) ** 2},${126.9 + (i % 8) * 0.02},${37.5 + Math.floor(i / 8) * 0.02}`;
  }),
].join('\n');

interface Rendered {
  layer: { id: string; type: string; paint: Record<string, unknown>; layout?: Record<string, unknown> };
  properties: Record<string, unknown>;
}
type PageWindow = typeof window & {
  jariMap: {
    queryRenderedFeatures(): Rendered[];
    getStyle(): { layers: { id: string; minzoom?: number }[] };
    hasImage(id: string): boolean;
    getZoom(): number;
  };
};

function square(west: number, south: number, side: number): [number, number][] {
  const [east, north] = [west + side, south + side];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** One district in three parts, of which the first is the largest; and a road. */
const DISTRICT = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { 이름: '섬구' },
      geometry: {
        type: 'MultiPolygon',
        coordinates: [[square(126.9, 37.5, 0.05)], [square(126.97, 37.5, 0.02)], [square(127.0, 37.5, 0.02)]],
      },
    },
    {
      type: 'Feature',
      properties: { 이름: '큰길' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [126.9, 37.58],
          [127.02, 37.58],
        ],
      },
    },
  ],
});

const SHOPS_AT = { x: 'lon', y: 'lat', crs: 'EPSG:4326', label: '이름' };

async function add(
  app: RunningApp,
  file: { name: string; text: string },
  fields: Record<string, string>,
): Promise<string> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new Blob([file.text]), file.name);
  const response = await fetch(`${app.url}/api/layers`, { method: 'POST', body: form });
  const { layer } = (await response.json()) as { layer: { id: string } };
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
    const now = (await (await fetch(`${app.url}/api/layers/${layer.id}`)).json()) as { state: string };
    if (now.state === 'ready') return layer.id;
  }
  throw new Error(`${file.name} did not become a layer.`);
}

describe.skipIf(!hasChromium)('Styles', () => {
  let app: RunningApp;
  let browser: Browser;
  let desk: MapDriver;

  beforeAll(async () => {
    [app, browser] = await Promise.all([RunningApp.start(), launch()]);
    await add(app, { name: 'shops.csv', text: SHOPS }, { name: '가게', ...SHOPS_AT });
    desk = await MapDriver.open(browser, app);
    await desk.page.locator('.layer-main').first().click();
    await desk.thenIt.cameraRests();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const choose = async (what: string, choice: string, exact = false) => {
    await desk.page
      .getByRole('button', { name: new RegExp(`^${what}: `) })
      .first()
      .click();
    await desk.page.getByRole('menuitemradio', { name: choice, exact }).first().click();
  };
  /** What the map draws: one entry a symbol, with the value of a property of its paint as it comes out. */
  const drawn = (part: string, paint: string) =>
    desk.page.evaluate(
      ([part, paint]) =>
        (window as unknown as PageWindow).jariMap
          .queryRenderedFeatures()
          .filter(({ layer }) => layer.id.startsWith('layer:') && layer.id.endsWith(`:${part}`))
          .map(({ layer, properties }) => {
            const value = layer.paint[paint!];
            return { properties, value: value === undefined ? undefined : String(value) };
          }),
      [part, paint],
    );
  const colours = async (part = 'circle', paint = 'circle-color') =>
    new Map((await drawn(part, paint)).map(({ properties, value }) => [properties.구, value]));
  const partsOnMap = () =>
    desk.page.evaluate(() =>
      (window as unknown as PageWindow).jariMap
        .getStyle()
        .layers.filter(({ id }) => id.startsWith('layer:'))
        .map(({ id }) => id.slice(id.lastIndexOf(':') + 1)),
    );

  test('by category: each value of a column is drawn in a colour of its own, and the legend says so', async () => {
    await choose('표현', '분류값별');
    await choose('속성', '구', true);
    await desk.thenIt.eventually(colours, (found) => {
      expect([...found.keys()].sort()).toEqual(['강남구', '마포구', '종로구', '중구']);
      expect(new Set(found.values()).size).toBe(4);
    });
    const legend = desk.page.getByRole('complementary', { name: '범례' });
    for (const name of ['강남구', '마포구', '종로구', '중구']) await legend.getByText(name).waitFor();
  });

  test('a value that is taken out of the classes is one of the others, which can be hidden', async () => {
    await desk.page.getByRole('button', { name: '강남구 빼기' }).click();
    await sleep(1200); // changes of a style in quick succession are taken back as one
    await desk.page.getByRole('checkbox', { name: '그 밖의 값 보이기' }).uncheck();
    await desk.thenIt.eventually(colours, (found) => {
      expect([...found.keys()].sort()).toEqual(['마포구', '종로구', '중구']);
    });
    await desk.when.undoes();
    await desk.thenIt.eventually(colours, (found) => expect(found.size).toBeGreaterThanOrEqual(4));
  });

  test('by class: numbers rise through the colours of the ramp', async () => {
    await choose('표현', '급간별');
    await choose('속성', '점수');
    await desk.page.getByRole('img', { name: '값의 분포' }).waitFor();
    await choose('급간 수', '4');
    await desk.thenIt.eventually(
      () => drawn('circle', 'circle-color'),
      (found) => {
        const byScore = found.sort((a, b) => Number(a.properties.점수) - Number(b.properties.점수));
        const order = [...new Set(byScore.map(({ value }) => value))];
        expect(order).toHaveLength(4);
        // Each colour is one run of scores.
        const runs = byScore.filter(({ value }, i) => i === 0 || value !== byScore[i - 1]!.value);
        expect(runs).toHaveLength(4);
      },
    );
  });

  test('by rule: what holds is drawn in its colour; what cannot be read says where', async () => {
    await choose('표현', '규칙별');
    const rule = desk.page.getByRole('textbox', { name: '규칙 1', exact: true });
    await rule.fill('점수 >= ');
    await desk.thenIt.sees('7번째 글자: 숫자나 "글자"가 와야 합니다.');
    await rule.fill('점수 >= 0.5 and 구 in ("중구", "마포구")');
    await desk.thenIt.eventually(
      () => drawn('circle', 'circle-color'),
      (found) => {
        const holds = ({ properties }: (typeof found)[number]) =>
          Number(properties.점수) >= 0.5 && ['중구', '마포구'].includes(String(properties.구));
        const inside = new Set(found.filter(holds).map(({ value }) => value));
        const outside = new Set(found.filter((one) => !holds(one)).map(({ value }) => value));
        expect(inside.size).toBe(1);
        expect(outside.size).toBe(1);
        expect(inside).not.toEqual(outside);
      },
    );
  });

  test('clusters count their points, and a click on one goes closer; then a heat map', async () => {
    await choose('점 표시', '묶음');
    const before = await desk.page.evaluate(() => (window as unknown as PageWindow).jariMap.getZoom());
    await desk.page.getByRole('button', { name: '축소' }).click();
    await desk.page.getByRole('button', { name: '축소' }).click();
    await desk.thenIt.cameraRests();
    let biggest: { lon: number; lat: number; count: number } | undefined;
    await desk.thenIt.eventually(
      () =>
        desk.page.evaluate(() =>
          (
            window as unknown as {
              jariMap: {
                queryRenderedFeatures(): (Rendered & { geometry: { coordinates: [number, number] } })[];
              };
            }
          ).jariMap
            .queryRenderedFeatures()
            .filter(({ layer }) => layer.id.endsWith(':cluster'))
            .map(({ properties, geometry }) => ({
              count: Number(properties.point_count),
              lon: geometry.coordinates[0],
              lat: geometry.coordinates[1],
            })),
        ),
      (clusters) => {
        expect(clusters.length).toBeGreaterThan(0);
        biggest = clusters.sort((a, b) => b.count - a.count)[0];
        expect(biggest!.count).toBeGreaterThan(2);
      },
    );
    const zoom = await desk.page.evaluate(() => (window as unknown as PageWindow).jariMap.getZoom());
    expect(zoom).toBeLessThan(before);
    await desk.when.clicksMapAt([biggest!.lon, biggest!.lat]);
    await desk.thenIt.eventually(
      () => desk.page.evaluate(() => (window as unknown as PageWindow).jariMap.getZoom()),
      (now) => expect(now).toBeGreaterThan(zoom),
    );
    await choose('점 표시', '열지도');
    await desk.thenIt.eventually(partsOnMap, (parts) => expect(parts).toEqual(['heat']));
    await choose('점 표시', '하나씩');
  });

  test('icons are drawn from their sets', async () => {
    await choose('모양', '아이콘');
    await desk.page.getByRole('button', { name: /^아이콘: marker/ }).click();
    await desk.page.getByRole('searchbox', { name: '아이콘 찾기 (영어)' }).fill('cafe');
    await desk.page.getByRole('button', { name: 'cafe', exact: true }).first().click();
    await desk.thenIt.eventually(
      () =>
        desk.page.evaluate(() => (window as unknown as PageWindow).jariMap.hasImage('jari-icon:maki-cafe')),
      (there) => expect(there).toBe(true),
    );
    await desk.thenIt.eventually(
      () => drawn('icon', 'icon-color'),
      (found) => expect(found.length).toBeGreaterThan(10),
    );
    await choose('모양', '원');
  });

  test('labels from a template', async () => {
    await desk.page.getByRole('tab', { name: '라벨' }).click();
    await choose('라벨', '직접 쓰기');
    await desk.page.getByRole('textbox', { name: '직접 쓰기' }).fill('{이름} ({점수})');
    await desk.thenIt.eventually(
      async () => (await desk.drawn()).map(({ label }) => label),
      (labels) => expect(labels).toContainEqual(expect.stringMatching(/^가게 \d+ \(0\.\d+\)$/)),
    );
    await desk.page.getByRole('tab', { name: '심벌' }).click();
  });

  test('a duplicate has the features and the style; layers change places by keyboard and by hand', async () => {
    await desk.page.getByRole('button', { name: '가게 메뉴' }).click();
    await desk.page.getByRole('menuitem', { name: '복제' }).click();
    await desk.page.getByRole('button', { name: /^가게 사본 40/ }).waitFor();
    const names = () =>
      desk.page
        .locator('.layer-name > span:first-child')
        .evaluateAll((all) => all.map((one) => one.textContent));
    await desk.thenIt.eventually(names, (found) => expect(found).toEqual(['가게 사본', '가게']));
    await desk.thenIt.eventually(partsOnMap, (parts) => expect(parts).toHaveLength(4));
    await desk.page.getByRole('button', { name: /^가게 사본 순서/ }).focus();
    await desk.page.keyboard.press('ArrowDown');
    await desk.thenIt.eventually(names, (found) => expect(found).toEqual(['가게', '가게 사본']));
    const handle = (await desk.page.getByRole('button', { name: /^가게 사본 순서/ }).boundingBox())!;
    const [x, y] = [handle.x + handle.width / 2, handle.y + handle.height / 2];
    await desk.page.mouse.move(x, y);
    await desk.page.mouse.down();
    await desk.page.mouse.move(x, y - 30, { steps: 3 });
    await desk.page.mouse.move(x, y - 70, { steps: 3 });
    await desk.page.mouse.up();
    await desk.thenIt.eventually(names, (found) => expect(found).toEqual(['가게 사본', '가게']));
    const onMap = () =>
      desk.page.evaluate(() => {
        const ids = (window as unknown as PageWindow).jariMap.getStyle().layers.map(({ id }) => id);
        return ids.filter((id) => id.startsWith('layer:')).map((id) => id.split(':')[1]);
      });
    const saved = async () => {
      const { layers } = (await (await fetch(`${app.url}/api/layers`)).json()) as {
        layers: { id: string }[];
      };
      return layers.map(({ id }) => id).reverse();
    };
    await desk.thenIt.eventually(
      async () => [[...new Set(await onMap())], await saved()],
      ([drawn, kept]) => expect(drawn).toEqual(kept),
    );
    expect(await saved()).toHaveLength(2);
  });

  test('areas and lines: outlines and dashes as they are set; one label for a district of three parts', async () => {
    const id = await add(app, { name: 'district.geojson', text: DISTRICT }, { name: '구역' });
    const { style } = (await (await fetch(`${app.url}/api/layers/${id}`)).json()) as {
      style: Record<string, Record<string, unknown>>;
    };
    const changed = {
      ...style,
      symbol: { ...style.symbol, fillOpacity: 0.5, dash: 'dashed', strokeColor: '#112233', opacity: 1 },
      label: { ...style.label, template: '{이름}', overlap: true },
    };
    const saved = await fetch(`${app.url}/api/layers/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ style: changed }),
    });
    expect(saved.status).toBe(200);
    await desk.page.reload();
    await desk.given.mapIsReady();
    await desk.thenIt.eventually(
      () => drawn('fill', 'fill-opacity'),
      (found) => expect(found.map(({ value }) => value)).toContain('0.5'),
    );
    await desk.thenIt.eventually(
      () => drawn('outline', 'line-color'),
      (found) => expect(found.length).toBeGreaterThan(0),
    );
    await desk.thenIt.eventually(
      () => drawn('line', 'line-width'),
      (found) => expect(found.map(({ properties }) => properties.이름)).toContain('큰길'),
    );
    await desk.thenIt.eventually(
      () => drawn('areaLabel', 'text-color'),
      (found) => expect(found.map(({ properties }) => properties.이름)).toEqual(['섬구']),
    );
  });

  test('the style is there when the page is opened again; nothing broke', async () => {
    await desk.page.reload();
    await desk.given.mapIsReady();
    // Labels of the district lie over some of them.
    await desk.thenIt.eventually(
      async () => (await desk.drawn()).map(({ label }) => label),
      (labels) => expect(labels).toContainEqual(expect.stringMatching(/^가게 \d+ \(0\.\d+\)$/)),
    );
    desk.thenIt.nothingBroke();
  });
});
