import { describe, expect, it } from 'vitest';
import { settings } from '@/lib/config';
import { DEVICES, fastest, openRuntime } from '@/lib/nn/devices';
import { broadcast, difference, floorDivided, plus, product, shapePlan, times } from '@/lib/nn/dimension';
import { scalar, value } from '@/lib/nn/graph';
import { kaimingNormal, kaimingUniform, xavierNormal, xavierUniform } from '@/lib/nn/initialisers';
import { binaryCrossEntropy, crossEntropyRows, smoothL1 } from '@/lib/nn/losses';
import { Random } from '@/lib/nn/random';
import { cosine, stepped, warmUp } from '@/lib/nn/schedules';
import { input } from '@/lib/nn/tensor';
import { runOnce } from './support';

describe('sizes', () => {
  it('with symbols are reckoned exactly', () => {
    expect(plus(floorDivided(plus('32*h', -2), 2), 1)).toBe('16*h');
    expect(times('16*h', 2)).toBe('32*h');
    expect(difference('8*h+3', '8*h')).toBe(3);
    expect(product(['N', 4, 2])).toBe('8*N');
    expect(product(['h', 'w', 3])).toBe('(h)*(w)*3');
    expect(broadcast(['N', 1, 3], [5, 1])).toEqual(['N', 5, 3]);
    expect(shapePlan(['N', 4, 'h'], ['h', 'N', 4])).toEqual([{ axis: 2 }, { axis: 0 }, 4]);
  });

  it('that do not fit are refused', () => {
    expect(() => broadcast(['N'], [3])).toThrow('The shapes [N] and [3] do not fit each other.');
    expect(() => floorDivided('h', 2)).toThrow('declare it as a multiple, as 2*h');
    expect(() => difference('h', 'w')).toThrow('differ by no fixed number');
    expect(() => shapePlan([6], ['a', 'b'])).toThrow('more than one size would have to be guessed');
  });
});

describe('random numbers', () => {
  it('are those of the seed, and go on from a kept state', () => {
    const one = Random.from(5);
    for (let i = 0; i < 10; i++) one.word();
    const other = Random.fromState(one.state);
    expect([one.uniform(), one.normal()]).toEqual([other.uniform(), other.normal()]);
    expect(Random.from(5).uniform()).not.toBe(Random.from(6).uniform());
  });

  it('have the distributions they should have', () => {
    const random = Random.from('distribution');
    const uniform = Array.from({ length: 20_000 }, () => random.uniform());
    const normal = Array.from({ length: 20_000 }, () => random.normal());
    const moments = (values: number[]) => {
      const mean = values.reduce((a, b) => a + b) / values.length;
      return { mean, variance: values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length };
    };
    expect(moments(uniform).mean).toBeCloseTo(0.5, 1);
    expect(moments(uniform).variance).toBeCloseTo(1 / 12, 2);
    expect(moments(normal).mean).toBeCloseTo(0, 1);
    expect(moments(normal).variance).toBeCloseTo(1, 1);
    expect([...random.permutation(50)].sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
  });
});

it.each([
  ['xavier normal', xavierNormal, [200, 100], 2 / 300],
  ['xavier uniform', xavierUniform, [200, 100], 2 / 300],
  ['kaiming normal', kaimingNormal(), [64, 32, 3, 3], 2 / 288],
  ['kaiming uniform by outputs', kaimingUniform('out'), [64, 32, 3, 3], 2 / 576],
] as const)('%s has the variance of its paper', (name, initial, shape, variance) => {
  const values = initial(Random.from(name), shape);
  const found = values.reduce((total, x) => total + x * x, 0) / values.length;
  expect(found / variance).toBeGreaterThan(0.95);
  expect(found / variance).toBeLessThan(1.05);
});

it('schedules', () => {
  expect([0, 9, 10, 25].map(stepped([10, 20]))).toEqual([1, 1, 0.1, expect.closeTo(0.01)]);
  expect([0, 5, 10, 12].map(cosine(10))).toEqual([1, expect.closeTo(0.5), 0, 0]);
  expect([0, 2, 4, 8].map(warmUp(4, cosine(8), 0.5))).toEqual([
    0.5,
    expect.closeTo(0.75 * cosine(8)(2)),
    0.5,
    0,
  ]);
});

it('losses are what their formulas say', async () => {
  const cpu = await openRuntime('cpu', 1);
  const [a, b] = [input('a', [2, 3]), input('b', [2, 3])];
  const outputs = {
    rows: crossEntropyRows(a, b),
    binary: binaryCrossEntropy(a, b),
    smooth: smoothL1(a, b, 0.5),
    plain: smoothL1(a, b, 0),
  };
  const [x, t] = [
    [1, -2, 90, 0.2, -90, 0],
    [0, 1, 0, 0.5, 0, 0.5],
  ];
  const found = await runOnce(cpu, { outputs }, { a: value(x!, [2, 3]), b: value(t!, [2, 3]) });
  const rows = [x!.slice(0, 3), x!.slice(3)].map((row, i) => {
    const most = Math.max(...row);
    const total = most + Math.log(row.reduce((sum, x) => sum + Math.exp(x - most), 0));
    return row.reduce((sum, x, j) => sum - t![3 * i + j]! * (x - total), 0);
  });
  const binary = x!.map((x, i) => Math.max(x, 0) - x * t![i]! + Math.log1p(Math.exp(-Math.abs(x))));
  const away = x!.map((x, i) => Math.abs(x - t![i]!));
  const near = (values: number[]) => values.map((value) => expect.closeTo(value, 4));
  expect([...found.rows!.data]).toEqual(near(rows));
  expect([...found.binary!.data]).toEqual(near(binary));
  expect([...found.smooth!.data]).toEqual(near(away.map((d) => (d < 0.5 ? d * d : d - 0.25))));
  expect([...found.plain!.data]).toEqual(near(away));
  expect(scalar(2)).toEqual({ type: 'float32', shape: [], data: Float32Array.of(2) });
});

describe('devices', () => {
  it('are those the setting JARI_DEVICE allows', () => {
    for (const device of DEVICES) expect(settings.JARI_DEVICE.read(device)).toBe(device);
    expect(() => settings.JARI_DEVICE.read('gpu')).toThrow(
      `expected one of ${DEVICES.join(', ')}, got "gpu"`,
    );
  });

  it('auto takes the fastest that works', () => {
    const report = (name: 'cpu' | 'webgpu' | 'cuda', available: boolean, milliseconds: number) => ({
      name,
      available,
      about: '',
      milliseconds,
    });
    expect(fastest([report('cpu', true, 5), report('webgpu', true, 80), report('cuda', false, 1)])).toBe(
      'cpu',
    );
    expect(fastest([report('cpu', true, 5), report('webgpu', true, 1)])).toBe('webgpu');
  });

  it('one that is not there is said', async () => {
    const problem = /The device cuda \(JARI_DEVICE\) cannot be used: the CUDA library/;
    await expect(openRuntime('cuda')).rejects.toThrow(problem);
  });
});
