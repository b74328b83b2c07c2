import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { figure } from './figure';
import { serverOn } from './map-server';

/**
 * Images of the sizes that come from aircraft: 4,096 x 4,096 pixels of the sample picture beside itself, looked through
 * for persons by the command line, and two of them by one worker and by two; 20,000 x 20,000 pixels read once.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const SAMPLE = join(root, 'public/samples/plaza.jpg');
const WORLD = readFileSync(join(root, 'public/samples/plaza.jgw'), 'utf8');
const CRS = 'EPSG:5186';
const [SIDE, LARGE] = [4096, 20_000];
const threads = availableParallelism();

async function plazas(path: string): Promise<void> {
  const { width, height } = await sharp(SAMPLE).metadata();
  await sharp(SAMPLE)
    .extend({ right: SIDE - width, bottom: SIDE - height, extendWith: 'repeat' })
    .tiff({ compression: 'jpeg', quality: 90, tile: true })
    .toFile(path);
}

/** Runs a module's code in a process of its own. @returns seconds and the most memory it held, in MB */
async function alone(code: string): Promise<{ seconds: number; megabytes: number; said: string }> {
  const told = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS / 1000));";
  const begun = performance.now();
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', `${told}${code}`],
    { cwd: root, maxBuffer: 2 ** 28 },
  );
  const megabytes = Number(/^peak ([\d.]+)/m.exec(stderr)?.[1]);
  return { seconds: (performance.now() - begun) / 1000, megabytes, said: stderr };
}

async function byCommand(image: string): Promise<void> {
  const words = ['detect', image, '--crs', CRS, '--out', `${image}.geojson`];
  const { said, megabytes } = await alone(
    `process.argv.push('jari', ...${JSON.stringify(words)}); await import('./workers/cli.ts');`,
  );
  const [, found, windows, seconds] = /: (\d+) found in (\d+) windows .* ([\d.]+) s;/.exec(said)!;
  const more = { threads, windows: Number(windows), found: Number(found) };
  figure(`detect in ${SIDE} x ${SIDE}`, Number(seconds), 's', more);
  figure(`detect in ${SIDE} x ${SIDE}`, SIDE ** 2 / 1e6 / Number(seconds), 'MP/s', { threads });
  figure(`peak memory of that`, megabytes, 'MB');
}

async function byWorkers(workers: number, image: string, folder: string): Promise<void> {
  const server = await serverOn(join(folder, `data-${workers}`), { WORKERS: String(workers) });
  const bytes = new Uint8Array(await readFile(image));
  const begun = performance.now();
  const ask = async () => {
    const body = new FormData();
    body.append('crs', CRS);
    for (const [name, content] of [
      ['plazas.tfw', WORLD],
      ['plazas.tif', bytes],
    ] as const)
      body.append('file', new File([content], name), name);
    const answer = await fetch(`${server.url}/api/detections`, { method: 'POST', body });
    const { job } = (await answer.json()) as { job: { id: string } };
    for (;;) {
      const now = (await (await fetch(`${server.url}/api/jobs/${job.id}`)).json()) as { state: string };
      if (now.state === 'done') return;
      if (now.state !== 'queued' && now.state !== 'running')
        throw new Error(`The job ended as ${now.state}.`);
      await sleep(500);
    }
  };
  await Promise.all([ask(), ask()]);
  figure(`two images of ${SIDE} x ${SIDE} as jobs`, (performance.now() - begun) / 1000, 's', {
    workers,
    threads,
  });
  await server.stop();
}

async function large(folder: string): Promise<void> {
  const path = join(folder, 'large.tif');
  await sharp({
    create: { width: LARGE, height: LARGE, channels: 3, background: '#567' },
    limitInputPixels: false,
  })
    .tiff({ compression: 'jpeg', tile: true, bigtiff: true })
    .toFile(path);
  const { seconds, megabytes } = await alone(`
    const { openRaster } = await import('./lib/imagery/raster.ts');
    const raster = await openRaster(${JSON.stringify(path)});
    for (let y = 0; y < raster.height; y += 1000)
      for (let x = 0; x < raster.width; x += 1000) await raster.read({ x, y, width: 1000, height: 1000 });
    await raster.close();`);
  figure(`read ${LARGE} x ${LARGE}`, seconds, 's', { windows: (LARGE / 1000) ** 2 });
  figure('peak memory of that', megabytes, 'MB');
}

export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'jari-bench-'));
  try {
    const image = join(folder, 'plazas.tif');
    await plazas(image);
    await writeFile(join(folder, 'plazas.tfw'), WORLD);
    await byCommand(image);
    for (const workers of [1, 2]) await byWorkers(workers, image, folder);
    await large(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
