import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Rows a second from an uploaded table into a layer (coordinates, so that geocoding is not measured), and out
 * of it in each format; on a new embedded database. Arguments: number of rows (200000).
 */
export async function bench([count = '200000']: string[]): Promise<void> {
  const rows = Number(count);
  const folder = mkdtempSync(join(tmpdir(), 'jari-bench-'));
  process.env.DATA_DIR = folder; // before the settings are read
  const { closeDatabase } = await import('@/lib/db/database');
  const { migrate } = await import('@/lib/db/migrate');
  const { startImport } = await import('@/lib/imports/start');
  const { closeQueue } = await import('@/lib/jobs/queue');
  const { getJob } = await import('@/lib/jobs/store');
  const { hasEnded } = await import('@/lib/jobs/types');
  const { work } = await import('@/lib/jobs/work');
  const { exporters } = await import('@/lib/layers/exporters/all');
  const { getLayer } = await import('@/lib/layers/store');
  const { UploadWriter } = await import('@/lib/uploads/store');
  const { kinds } = await import('@/workers/kinds/all');
  const say = (figure: string, value: number) =>
    console.log(JSON.stringify({ bench: 'layers', figure, value: Math.round(value), rows }));

  await migrate();
  const writer = new UploadWriter(Number.POSITIVE_INFINITY);
  await writer.add('rows.csv', Readable.from(table(rows)));
  const { id: upload } = await writer.finish();
  const started = performance.now();
  const { job, layer } = await startImport({ upload, coordinates: { x: 'x', y: 'y', crs: 'EPSG:4326' } });
  const stopping = new AbortController();
  const worker = work(kinds, stopping.signal);
  while (!hasEnded(await getJob(job.id))) await sleep(200);
  say('fill_rows_per_second', (rows / (performance.now() - started)) * 1000);
  stopping.abort();
  await worker;

  for (const exporter of exporters) {
    const since = performance.now();
    for await (const _ of exporter.write(await getLayer(layer.id), {})) {
      // written to nowhere
    }
    say(`export_${exporter.name}_rows_per_second`, (rows / (performance.now() - since)) * 1000);
  }
  say('memory_mb', process.memoryUsage().rss / 1e6);
  await closeQueue();
  await closeDatabase();
  await sleep(6000); // the database ends by itself once its last client has left
  rmSync(folder, { recursive: true, force: true });
}

function* table(rows: number): Generator<string> {
  yield 'id,이름,주소,x,y,비고\n';
  for (let n = 1; n <= rows; n++) {
    yield `${n},홍길동 ${n},서울특별시 강남구 테헤란로 ${n % 900}길 ${n % 99},${126 + (n % 1000) / 1000},${37 + (n % 977) / 1000},비고\n`;
  }
}
