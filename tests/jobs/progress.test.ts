import { expect, test } from 'vitest';
import { RateMeter } from '@/lib/jobs/progress';

test('rate and time left follow what was done lately', () => {
  const meter = new RateMeter(10_000);
  expect(meter.add({ done: 0, total: 1000 }, 0)).toEqual({ done: 0, total: 1000 });
  expect(meter.add({ done: 100, total: 1000 }, 1000)).toEqual({
    done: 100,
    total: 1000,
    rate: 100,
    eta_s: 9,
  });
  for (let s = 2; s <= 30; s++) meter.add({ done: 100 + (s - 1) * 10, total: 1000 }, s * 1000);
  expect(meter.add({ done: 400, total: 1000 }, 31_000)).toMatchObject({ rate: 10, eta_s: 60 });
});

test('a job that goes on after a restart does not count what was done before', () => {
  const meter = new RateMeter();
  meter.add({ done: 50_000, total: 60_000 }, 0);
  expect(meter.add({ done: 51_000, total: 60_000 }, 1000).rate).toBe(1000);
});

test('without a total there is no time left; a share has no rate; standing still has neither', () => {
  const meter = new RateMeter();
  meter.add({ done: 0 }, 0);
  expect(meter.add({ done: 10 }, 1000)).toEqual({ done: 10, rate: 10 });
  const share = new RateMeter();
  share.add({ done: 0, total: 1 }, 0);
  expect(share.add({ done: 0.25, total: 1 }, 1000)).toEqual({ done: 0.25, total: 1, eta_s: 3 });
  const still = new RateMeter();
  still.add({ done: 5, total: 9 }, 0);
  expect(still.add({ done: 5, total: 9 }, 1000)).toEqual({ done: 5, total: 9 });
});
