import fc from 'fast-check';
import { expect, test } from 'vitest';
import { query, transaction } from '@/lib/db/database';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import {
  columnStatistics,
  exactSum,
  histogram,
  numberFigures,
  type Statistics,
} from '@/lib/layers/statistics';
import { createLayer } from '@/lib/layers/store';
import type { Column } from '@/lib/layers/types';
import { freshDatabase } from '../support/database';

freshDatabase();

const columns: Column[] = [
  { name: '구', type: 'text' },
  { name: '값', type: 'number', field: 'v' },
  { name: '층', type: 'integer' },
];

async function layerOf(rows: Record<string, unknown>[]): Promise<string> {
  const { id } = await createLayer({ name: 'figures', kind: 'file', columns });
  await transaction(async (client) => {
    const features = rows.map((properties, i) => ({
      n: i + 1,
      geometry: null,
      properties,
      answer: null,
      status: i % 2 ? 'ok' : 'error',
      level: null,
    }));
    await appendFeatures(id, features, client);
    await finishLayer(id, columns, client);
  });
  return id;
}

test('figures are those of the database, for text as it came and for numbers', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => ({
    구: i % 9 ? `구 ${i % 40}` : '',
    v: i % 13 ? String(((i * 7919) % 100_003) / 100 - 300) : null,
    층: i % 5 ? (i % 6) - 1 : '',
  }));
  const id = await layerOf(rows);
  const figures = (await columnStatistics(id, { column: '값', filter: { status: ['ok'] } })) as Statistics;
  const [sql] = await query(
    `select count(*)::int as rows, count(*) filter (where v is null)::int as empty, count(distinct v)::int as unique,
       min(v)::float8 as min, max(v)::float8 as max, avg(v)::float8 as mean, sum(v)::float8 as sum,
       stddev_samp(v)::float8 as deviation, percentile_cont(0.5) within group (order by v) as median
     from (select (properties->>'v')::numeric as v from feature where layer_id = $1 and status = 'ok') f`,
    [id],
  );
  const { rows: count, empty, unique, ...rest } = sql as Record<string, number>;
  expect(figures).toMatchObject({ rows: count, empty, unique });
  for (const [name, value] of Object.entries(rest)) {
    expect(figures.numbers![name as 'min'], name).toBeCloseTo(value, 6);
  }
  expect(figures.numbers!.histogram.reduce((sum, bin) => sum + bin.count, 0)).toBe(count! - empty!);
  for (const { from, to, count: held } of figures.numbers!.histogram.slice(0, -1)) {
    const [within] = await query(
      `select count(*)::int as count from feature where layer_id = $1 and status = 'ok'
       and (properties->>'v')::float8 >= $2 and (properties->>'v')::float8 < $3`,
      [id, from, to],
    );
    expect(held).toBe(within!.count);
  }

  const words = (await columnStatistics(id, { column: '구' })) as Statistics;
  const top = await query(
    `select * from (select properties->>'구' as value, count(*)::int as count from feature
       where layer_id = $1 and properties->>'구' <> '' group by 1) f
     order by count desc, value collate "C" limit 20`,
    [id],
  );
  expect(words).toMatchObject({ rows: 3000, empty: 334, unique: 40, top });
  expect(words.numbers).toBeUndefined();

  const floors = (await columnStatistics(id, { column: '층' })) as Statistics;
  expect(floors.numbers!.histogram.map(({ from }) => from)).toEqual([-1, 0, 1, 2, 3, 4]);
  expect(floors.numbers!.histogram.reduce((sum, bin) => sum + bin.count, 0)).toBe(2400);
});

test('a column of nothing, of one value, and one that is not there', async () => {
  const id = await layerOf([{ v: 5 }]);
  const one = (await columnStatistics(id, { column: '값' })) as Statistics;
  expect(one.numbers).toEqual({
    min: 5,
    max: 5,
    mean: 5,
    median: 5,
    sum: 5,
    deviation: null,
    histogram: [{ from: 5, to: 5, count: 1 }],
  });
  expect(await columnStatistics(id, { column: '구' })).toMatchObject({
    rows: 1,
    empty: 1,
    unique: 0,
    top: [],
  });
  await expect(columnStatistics(id, { column: 'v' })).rejects.toMatchObject({ status: 400 });
});

test('sums keep what roundings would lose', () => {
  expect(exactSum(Float64Array.from([1e16, 1, -1e16]))).toBe(1);
  expect(exactSum(new Float64Array(1_000_000).fill(0.1))).toBe(100_000);
});

test('a range that cannot be divided is one bin', () => {
  for (const values of [
    [0, 5e-324],
    [-1e308, 1e308],
    [3, 3],
  ])
    expect(histogram(Float64Array.from(values), false)).toEqual([
      { from: values[0], to: values[1], count: 2 },
    ]);
});

test('every number lies in one bin, and in the right one', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      const { histogram } = numberFigures(Float64Array.from(values), false)!;
      expect(histogram.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      // 0 and -0 are one number.
      expect(histogram[0]!.from + 0).toBe(Math.min(...values) + 0);
      expect(histogram.at(-1)!.to + 0).toBe(Math.max(...values) + 0);
    }),
  );
});
