import fc from 'fast-check';
import { ckmeans } from 'simple-statistics';
import { describe, expect, test } from 'vitest';
import { classify } from '@/lib/layers/style/classify/all';

const sorted = (values: number[]) => Float64Array.from(values).sort();

describe('known answers', () => {
  test("natural breaks of jenkspy's example: 1.2 | 2.3 | 5.0 | 7.8", async () => {
    const values = sorted([1.3, 7.1, 7.3, 2.3, 3.9, 4.1, 7.8, 1.2, 4.3, 7.3, 5.0, 4.3]);
    expect(await classify(values, 'natural', 3)).toEqual({ breaks: [1.2, 3.9, 7.1, 7.8], counts: [3, 5, 4] });
  });

  test('quantiles as numpy.quantile([1, 2, 4, 8, 16, 32], [.25, .5, .75]): 2.5, 6, 14', async () => {
    expect((await classify(sorted([1, 2, 4, 8, 16, 32]), 'quantiles', 4)).breaks).toEqual([
      1, 2.5, 6, 14, 32,
    ]);
  });

  test('equal intervals', async () => {
    expect(await classify(sorted([0, 0.1, 0.2, 1]), 'equal', 5)).toEqual({
      breaks: [0, 0.2, 0.4, 0.6, 0.8, 1],
      counts: [2, 1, 0, 0, 1],
    });
  });

  test.each(['quantiles', 'equal', 'natural'] as const)(
    '%s: one number only is one class',
    async (method) => {
      expect(await classify(sorted([7, 7, 7]), method, 5)).toEqual({ breaks: [7, 7], counts: [3] });
    },
  );

  test('quantiles of a column that is mostly zero are fewer classes, none empty of meaning', async () => {
    const values = sorted([...Array(90).fill(0), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const { breaks, counts } = await classify(values, 'quantiles', 5);
    expect(breaks[0]).toBe(0);
    expect(new Set(breaks).size).toBe(breaks.length);
    expect(counts.reduce((a, b) => a + b)).toBe(100);
  });
});

const numbers = fc.array(
  fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  {
    minLength: 1,
    maxLength: 60,
  },
);

/** Sum of squared distances from the means of their classes. */
const cost = (classes: number[][]) =>
  classes.reduce((sum, values) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return sum + values.reduce((a, b) => a + (b - mean) ** 2, 0);
  }, 0);

test('natural breaks are as good as those of ckmeans (Wang and Song), an independent program', async () => {
  await fc.assert(
    fc.asyncProperty(numbers, fc.integer({ min: 2, max: 9 }), async (values, count) => {
      const ours = await classify(sorted(values), 'natural', count);
      const all = [...sorted(values)];
      const classes = ours.counts.map((size) => all.splice(0, size));
      const theirs = ckmeans(values, Math.min(count, new Set(values).size));
      const scale = Math.max(1, ...values.map((value) => value * value));
      expect(cost(classes)).toBeLessThanOrEqual(cost(theirs) + 1e-6 * scale);
    }),
  );
});

test('every number is in one class, and the borders ascend', async () => {
  await fc.assert(
    fc.asyncProperty(
      numbers,
      fc.integer({ min: 2, max: 9 }),
      fc.constantFrom('quantiles' as const, 'equal' as const, 'natural' as const),
      async (values, count, method) => {
        const { breaks, counts } = await classify(sorted(values), method, count);
        expect(counts.reduce((a, b) => a + b)).toBe(values.length);
        expect(breaks.length).toBe(counts.length + 1);
        expect(counts.length).toBeLessThanOrEqual(count);
        for (let i = 2; i < breaks.length - 1; i++) expect(breaks[i]).toBeGreaterThan(breaks[i - 1]!);
      },
    ),
  );
});
