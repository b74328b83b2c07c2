import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/nn/random';
import { ObjectMerger, placed } from '@/lib/vision/detect-image/merge';
import { type Window, windowsOf } from '@/lib/vision/detect-image/windows';
import type { Detection } from '@/lib/vision/detector';

const object = (x: number, y: number, width: number, height: number, score = 0.9): Detection => ({
  box: [x, y, x + width, y + height],
  score,
  label: 'person',
  mask: { x, y, width, height, data: new Uint8Array(width * height).fill(1) },
});

/** What a window sees of an object, in its own pixels; nothing where it is outside. */
function seen({ box: [x1, y1, x2, y2], score }: Detection, window: Window): Detection[] {
  const x = Math.max(0, x1 - window.x);
  const y = Math.max(0, y1 - window.y);
  const width = Math.min(window.width, x2 - window.x) - x;
  const height = Math.min(window.height, y2 - window.y) - y;
  return width > 0 && height > 0 ? [object(x, y, width, height, score)] : [];
}

describe('windows', () => {
  it('cover the image, lie inside it and share enough', () => {
    const side = fc.integer({ min: 1, max: 900 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: 20, max: 300 }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        (width, height, size, share) => {
          const overlap = Math.floor(size * share);
          const windows = windowsOf({ width, height }, { size, overlap });
          for (const [of, length, along] of [
            ['x', width, 'width'],
            ['y', height, 'height'],
          ] as const) {
            const starts = [...new Set(windows.map((window) => window[of]))].sort((a, b) => a - b);
            const used = windows[0]![along];
            expect([starts[0], starts.at(-1)! + used]).toEqual([0, length]);
            starts.slice(1).forEach((start, i) => {
              expect(starts[i]! + used - start).toBeGreaterThanOrEqual(overlap);
            });
          }
        },
      ),
    );
  });
});

describe('merging', () => {
  it('an object cut by a window is one with its whole', () => {
    const merger = new ObjectMerger();
    const person = object(80, 10, 40, 60);
    const [left, next] = [
      { x: 0, y: 0, width: 100, height: 100 },
      { x: 60, y: 0, width: 100, height: 100 },
    ];
    const first = merger.add(
      left,
      seen({ ...person, score: 0.6 }, left).map((d) => placed(d, left)),
    );
    expect(first.changed.map(({ id, detection }) => [id, detection.box])).toEqual([[0, [80, 10, 100, 70]]]);
    const second = merger.add(
      next,
      seen(person, next).map((d) => placed(d, next)),
    );
    expect(second.changed).toHaveLength(1);
    expect(second.changed[0]).toMatchObject({ id: 0, detection: person });
  });

  it('neighbours stay apart, and so do two of one window and other classes', () => {
    const merger = new ObjectMerger();
    const [left, next] = [
      { x: 0, y: 0, width: 100, height: 100 },
      { x: 60, y: 0, width: 100, height: 100 },
    ];
    merger.add(left, [object(70, 10, 15, 40)]);
    merger.add(next, [
      object(86, 10, 20, 40),
      object(87, 10, 20, 40),
      { ...object(70, 10, 15, 40), label: 'dog' },
    ]);
    expect(merger.objects).toHaveLength(4);
  });

  it('two parts become one when a window sees both', () => {
    const merger = new ObjectMerger();
    const person = object(10, 10, 20, 180);
    const [top, bottom, middle] = [0, 120, 40].map((y) => ({
      x: 0,
      y,
      width: 100,
      height: y === 40 ? 140 : 80,
    }));
    for (const window of [top!, bottom!])
      merger.add(
        window,
        seen(person, window).map((d) => placed(d, window)),
      );
    expect(merger.objects).toHaveLength(2);
    const { changed, gone } = merger.add(
      middle!,
      seen(person, middle!).map((d) => placed(d, middle!)),
    );
    expect([changed.length, gone.length, merger.objects.length]).toEqual([1, 1, 1]);
    expect(changed[0]!.detection).toEqual(person);
  });

  it('in any order of windows every object is found once and whole', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const random = Random.from(seed);
        const image = { width: 400, height: 300 };
        // One object a cell of 40 x 60, never touching another; larger than nothing that windows share.
        const objects: Detection[] = [];
        for (let y = 0; y < 300; y += 60)
          for (let x = 0; x < 400; x += 40)
            if (random.uniform() < 0.5)
              objects.push(
                object(
                  x + random.below(8),
                  y + random.below(8),
                  12 + random.below(18),
                  20 + random.below(30),
                ),
              );
        const windows = windowsOf(image, { size: 128, overlap: 64 });
        const merger = new ObjectMerger();
        for (const i of random.permutation(windows.length)) {
          const window = windows[i]!;
          merger.add(
            window,
            objects.flatMap((one) => seen(one, window)).map((d) => placed(d, window)),
          );
        }
        const boxes = (all: readonly Detection[]) => all.map(({ box }) => box.join()).sort();
        expect(boxes(merger.objects.map(({ detection }) => detection))).toEqual(boxes(objects));
      }),
      { numRuns: 25 },
    );
  });
});
