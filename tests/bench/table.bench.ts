import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RowsAsked } from '@/lib/layers/rows';
import type { Feature } from '@/lib/layers/types';
import { figure, quantile } from './figure';

/**
 * Milliseconds to a page of 100 rows of a large layer, as the table asks for them: the first (which puts the rows
 * in order) and the following ones, at any place; an edit; figures of a column. On a new embedded database.
 * Arguments: number of rows (1000000).
 */
export async function bench([count = '1000000']: string[]): Promise<void> {
  const rows = Number(count);
  const folder = mkdtempSync(join(tmpdir(), 'jari-bench-'));
  process.env.DATA_DIR = folder; // before the settings are read
  const { closeDatabase, transaction } = await import('@/lib/db/database');
  const { migrate } = await import('@/lib/db/migrate');
  const { editValues } = await import('@/lib/layers/edit');
  const { appendFeatures } = await import('@/lib/layers/features');
  const { finishLayer } = await import('@/lib/layers/finish');
  const { rowPage } = await import('@/lib/layers/rows');
  const { columnStatistics } = await import('@/lib/layers/statistics');
  const { createLayer } = await import('@/lib/layers/store');

  await migrate();
  const columns = [
    { name: '이름', type: 'text' as const },
    { name: '값', type: 'number' as const },
    { name: '주소', type: 'text' as const },
  ];
  const { id } = await createLayer({ name: 'many', kind: 'file', columns });
  for (let at = 0; at < rows; at += 5000) {
    const features = Array.from({ length: Math.min(5000, rows - at) }, (_, i) => rowAt(at + i + 1));
    await transaction((client) => appendFeatures(id, features, client));
  }
  await transaction(async (client) => void (await finishLayer(id, columns, client)));

  const timed = async (work: () => Promise<unknown>) => {
    const since = performance.now();
    await work();
    return performance.now() - since;
  };
  const asked: Record<string, Omit<RowsAsked, 'wait'>> = {
    unsorted: {},
    by_number: { sort: { column: '값' } },
    by_text: { sort: { column: '이름', descending: true } },
    condition: { filter: { conditions: [{ column: '값', is: 'between', from: 1000, to: 2000 }] } },
    search: { filter: { text: '7길 77' } },
    search_latin: { filter: { text: 'no such' } },
    condition_by_text: {
      filter: { conditions: [{ column: '주소', is: 'contains', value: '5길' }] },
      sort: { column: '이름' },
    },
  };
  for (const [name, what] of Object.entries(asked)) {
    figure(`${name}_first_page`, await timed(() => rowPage(id, what)), 'ms', { rows });
    const { total, order } = await rowPage(id, what);
    const times: number[] = [];
    for (let i = 0; i < 50; i++) {
      const offset = Math.floor((i / 50) * total);
      times.push(await timed(() => rowPage(id, { ...what, order, offset })));
    }
    figure(`${name}_next_page_p50`, quantile(times, 0.5), 'ms', { total });
    figure(`${name}_next_page_p95`, quantile(times, 0.95), 'ms', { total });
  }
  const edit = () => editValues(id, [{ n: rows >> 1, values: { 이름: '고침' } }]);
  figure('edit', await timed(edit), 'ms');
  figure('statistics_number', await timed(() => columnStatistics(id, { column: '값' })), 'ms');
  figure('statistics_text', await timed(() => columnStatistics(id, { column: '주소' })), 'ms');
  figure('memory', process.memoryUsage().rss / 1e6, 'MB');
  await closeDatabase();
  await sleep(6000); // the database ends by itself once its last client has left
  rmSync(folder, { recursive: true, force: true });
}

function rowAt(n: number): Feature {
  return {
    n,
    geometry: { type: 'Point', coordinates: [126 + (n % 3000) / 1000, 34 + (n % 4001) / 1000] },
    properties: {
      이름: `가게 ${(n * 7919) % 1_000_003}`,
      값: n % 10 ? String(((n * 104_729) % 1_000_000) / 100) : '',
      주소: `서울특별시 강남구 테헤란로${n % 90}길 ${n % 99}`,
    },
    answer: { jari_status: 'ok' },
    status: 'ok',
    level: null,
  };
}
