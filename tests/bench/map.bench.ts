import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { tileVersion } from '@/lib/layers/tiles/version';
import type { Layer } from '@/lib/layers/types';
import { launch } from '../e2e/support/chromium';
import { figure, median, quantile } from './figure';
import { serverOn } from './map-server';
import { type TileAt, walk } from './map-walk';

/**
 * A layer of many points on the map, through the built server as a browser gets it: tiles cold and warm, the
 * first picture, panning. Arguments: points (1,000,000), and a URL of a PostgreSQL server to compare ST_AsMVT
 * on (left out: no peer).
 */
const FOLDER = process.env.JARI_BENCH_DIR ?? join(tmpdir(), 'jari-bench');
/** As many as a browser asks for at a time. */
const AT_ONCE = 6;
/** The page without a graphics card, on a machine that may be busy. */
const PATIENCE_MS = 180_000;

export async function bench([pointsText = '1000000', peerUrl]: string[]): Promise<void> {
  const points = Number(pointsText);
  const dataDir = join(FOLDER, `map-${points}`);
  if (!existsSync(join(dataDir, 'done'))) await makeData(dataDir, points);
  const server = await serverOn(dataDir);
  try {
    const [layer] = ((await (await fetch(`${server.url}/api/layers`)).json()) as { layers: Layer[] }).layers;
    const version = tileVersion(layer!);
    const template = `${server.url}/api/layers/${layer!.id}/tiles/{z}/{x}/{y}?v=${version}`; // as the page asks
    const tiles = walk();
    // A server that has just started answers its first requests slowly, whatever they are.
    for (let i = 0; i < 5; i++) await fetch(`${server.url}/api/layers/${layer!.id}`);
    const before = server.cpuSeconds();
    const cold = await ask(template, tiles);
    const perTile = ((server.cpuSeconds() - before) / tiles.length) * 1000;
    const between = server.cpuSeconds();
    const warm = await ask(template, tiles);
    const perWarmTile = ((server.cpuSeconds() - between) / tiles.length) * 1000;
    report('tile cold', cold, points);
    report('tile warm', warm, points);
    // On a machine that is busy with other things this says more than the clock.
    figure('tile cold, processor time', perTile, 'ms a tile', { of: 'web server and database' });
    figure('tile warm, processor time', perWarmTile, 'ms a tile', { of: 'web server and database' });
    const filled = cold.filter(({ bytes }) => bytes > 0);
    figure(
      'tile size',
      quantile(
        filled.map(({ bytes }) => bytes),
        0.95,
      ) / 1024,
      'KB p95',
      {
        median: median(filled.map(({ bytes }) => bytes)) / 1024,
        tiles: cold.length,
        empty: cold.length - filled.length,
      },
    );
    const slowest = [...cold].sort((a, b) => b.ms - a.ms).slice(0, 3);
    for (const { tile, ms, bytes } of slowest)
      console.error(`slowest: ${tile.z}/${tile.x}/${tile.y} ${ms.toFixed(0)} ms, ${bytes} bytes`);
    figure('memory of the web process', server.webMegabytes(), 'MB');
    await inBrowser(server.url);
    if (peerUrl) {
      const { peerTiles } = await import('./map-peer');
      await peerTiles(peerUrl, points, tiles, median(cold.map(({ ms }) => ms)));
    }
  } finally {
    await server.stop();
  }
}

async function makeData(dataDir: string, points: number): Promise<void> {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  process.env.DATA_DIR = dataDir; // before the settings are read
  const { closeDatabase } = await import('@/lib/db/database');
  const { migrate } = await import('@/lib/db/migrate');
  const { runningEmbedded } = await import('@/lib/db/embedded');
  const { makeLayer } = await import('./map-layer');
  await migrate();
  const startedAt = performance.now();
  await makeLayer(points);
  figure('layer filled', points / ((performance.now() - startedAt) / 1000), 'rows/s', { points });
  await closeDatabase();
  while (runningEmbedded()) await new Promise((resolve) => setTimeout(resolve, 100));
  writeFileSync(join(dataDir, 'done'), '');
}

interface Answer {
  tile: TileAt;
  ms: number;
  bytes: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

/** Bytes as they travel. */
function fetchBytes(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = get(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode! < 300) resolve(bytes);
        else reject(new Error(`${url}: ${response.statusCode}`));
      });
    });
    sent.on('error', reject);
  });
}

/** Asks for tiles as a browser does: several at a time, view after view. */
async function ask(template: string, tiles: readonly TileAt[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const worker = async () => {
    while (next < tiles.length) {
      const tile = tiles[next++]!;
      const startedAt = performance.now();
      const bytes = await fetchBytes(template.replace('{z}/{x}/{y}', `${tile.z}/${tile.x}/${tile.y}`));
      answers.push({ tile, ms: performance.now() - startedAt, bytes });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers;
}

function report(name: string, answers: readonly Answer[], points: number): void {
  const times = answers.map(({ ms }) => ms);
  figure(name, quantile(times, 0.95), 'ms p95', {
    median: median(times),
    max: Math.max(...times),
    tiles: times.length,
    at_once: AT_ONCE,
    load: loadavg()[0],
    points,
  });
}

interface MapInPage {
  loaded(): boolean;
  on(event: string, listener: (event: { sourceId?: string; isSourceLoaded?: boolean }) => void): void;
  off(event: string, listener: unknown): void;
  once(event: string, listener: () => void): void;
  panBy(by: [number, number], options: object): void;
  jumpTo(to: object): void;
  queryRenderedFeatures(): { source: string }[];
}
type PageWindow = typeof window & { jariMap: MapInPage };

/**
 * The page in a browser without a graphics card: what draws there draws on the processor, so the time to the
 * first picture says little of a desktop. Beside it stands when the data was there.
 */
async function inBrowser(url: string): Promise<void> {
  const browser = await launch();
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'ko-KR' });
    // tsx names functions by a helper that the page does not have.
    await context.addInitScript('globalThis.__name = (made) => made');
    for (const visit of ['first', 'second']) {
      const page = await context.newPage();
      let lastTile = 0;
      let begun = 0;
      page.on('response', (response) => {
        if (response.url().includes('/tiles/')) lastTile = performance.now() - begun;
      });
      begun = performance.now();
      await page.goto(`${url}/#map=7/36.2/127.9`, { waitUntil: 'commit' });
      await page.waitForFunction(
        () => {
          const map = (window as unknown as PageWindow).jariMap;
          return map?.queryRenderedFeatures().some(({ source }) => source.startsWith('layer:'));
        },
        undefined,
        { polling: 100, timeout: PATIENCE_MS },
      );
      const painted = performance.now() - begun;
      await page.waitForFunction(() => (window as unknown as PageWindow).jariMap.loaded(), undefined, {
        timeout: PATIENCE_MS,
      });
      figure(`first paint, ${visit} visit`, painted, 'ms', {
        last_tile: lastTile,
        idle: performance.now() - begun,
        drawn_by: 'processor (SwiftShader)',
      });
      if (visit === 'second') await panning(page);
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

/** Milliseconds a frame while the map pans over Seoul. */
async function panning(page: import('playwright-core').Page): Promise<void> {
  const frames = await page.evaluate(async () => {
    const map = (window as unknown as PageWindow).jariMap;
    map.jumpTo({ center: [126.98, 37.55], zoom: 11 });
    await Promise.race([
      new Promise<void>((resolve) => map.once('idle', resolve)),
      new Promise<void>((resolve) => setTimeout(resolve, 20_000)),
    ]);
    const times: number[] = [];
    let running = true;
    let before = performance.now();
    const count = () => {
      const now = performance.now();
      times.push(now - before);
      before = now;
      if (running) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    map.panBy([2400, 500], { duration: 4000 });
    await new Promise<void>((resolve) => map.once('moveend', resolve));
    running = false;
    return times.slice(1);
  });
  figure('frame while panning', quantile(frames, 0.95), 'ms p95', {
    median: median(frames),
    frames: frames.length,
    drawn_by: 'processor (SwiftShader)',
  });
}
