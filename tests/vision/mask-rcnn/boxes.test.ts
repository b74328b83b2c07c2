import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/nn/random';
import { anchorsFor } from '@/lib/vision/mask-rcnn/anchors';
import { decodeOne, encode } from '@/lib/vision/mask-rcnn/box-coder';
import { iou, take } from '@/lib/vision/mask-rcnn/boxes';
import { LIGHT, TORCHVISION } from '@/lib/vision/mask-rcnn/config';
import { BACKGROUND, IGNORED, match } from '@/lib/vision/mask-rcnn/matcher';
import { nms } from '@/lib/vision/mask-rcnn/nms';
import { detections } from '@/lib/vision/mask-rcnn/post-process';
import { proposals, top } from '@/lib/vision/mask-rcnn/proposals';
import { sample } from '@/lib/vision/mask-rcnn/sampler';
import { randomBoxes, randomNumbers, reference } from './support';

const boxes = (...numbers: number[]) => Float32Array.from(numbers);

describe('anchors', () => {
  it('are the ones torchvision makes', () => {
    const { boxes: all, counts } = anchorsFor(
      [
        { height: 2, width: 3 },
        { height: 1, width: 1 },
      ],
      TORCHVISION.anchors,
    );
    expect(counts).toEqual([18, 3]);
    // Printed by torchvision's AnchorGenerator for the sizes 32 and 64.
    expect([...all.subarray(0, 12)]).toEqual([-23, -11, 23, 11, -16, -16, 16, 16, -11, -23, 11, 23]);
    expect([...all.subarray(12, 16)]).toEqual([-19, -11, 27, 11]);
    expect([...all.subarray(36, 40)]).toEqual([-23, -7, 23, 15]);
    expect([...all.subarray(72, 76)]).toEqual([-45, -23, 45, 23]);
  });
});

describe('box coder', () => {
  it('gives a hand-worked case', () => {
    const deltas = encode(boxes(10, 10, 30, 50), boxes(0, 0, 20, 20), [10, 10, 5, 5]);
    expect([...deltas]).toEqual([5, 10, 0, Math.fround(5 * Math.log(2))]);
  });

  it('decodes what it encodes and never grows more than 62.5-fold', () => {
    const [from, to] = [randomBoxes(50, 500, 400, 'from'), randomBoxes(50, 500, 400, 'to')];
    const deltas = encode(to, from, [10, 10, 5, 5]);
    const out = new Float32Array(4);
    for (let i = 0; i < 50; i++) {
      const growth = Math.max(deltas[4 * i + 2]! / 5, deltas[4 * i + 3]! / 5);
      if (growth > Math.log(1000 / 16)) continue;
      decodeOne(deltas, 4 * i, from, i, [10, 10, 5, 5], out, 0);
      out.forEach((value, k) => {
        expect(value).toBeCloseTo(to[4 * i + k]!, 2);
      });
    }
    decodeOne(boxes(0, 0, 50, 50), 0, boxes(0, 0, 16, 16), 0, [1, 1, 1, 1], out, 0);
    expect(out[2]! - out[0]!).toBeCloseTo(1000, 2);
  });
});

describe('matcher', () => {
  const objects = boxes(0, 0, 10, 10, 100, 100, 110, 110);
  const candidates = boxes(0, 0, 10, 10, 0, 0, 10, 5, 0, 0, 10, 2, 100, 100, 110, 103, 50, 50, 60, 60);

  it('knows objects, background and what is between', () => {
    const options = { foreground: 0.7, background: 0.3, lowQuality: false };
    expect([...match(candidates, objects, options)]).toEqual([0, IGNORED, BACKGROUND, IGNORED, BACKGROUND]);
  });

  it('gives every object its nearest box', () => {
    const options = { foreground: 0.7, background: 0.3, lowQuality: true };
    expect([...match(candidates, objects, options)]).toEqual([0, IGNORED, BACKGROUND, 1, BACKGROUND]);
    // Nothing touches the object: nothing belongs to it.
    expect([...match(candidates, boxes(900, 900, 910, 910), options)]).toEqual(Array(5).fill(BACKGROUND));
    expect([...match(candidates, boxes(), options)]).toEqual(Array(5).fill(BACKGROUND));
  });

  it('does not call a crowd background', () => {
    const options = { foreground: 0.5, background: 0.5, lowQuality: false };
    const matches = match(candidates, objects, options, boxes(40, 40, 80, 80, 0, 0, 10, 10));
    expect([...matches]).toEqual([0, 0, IGNORED, BACKGROUND, IGNORED]);
  });
});

describe('sampler', () => {
  it('keeps the share, fills up with background, is the same for a seed', () => {
    const matches = Int32Array.from({ length: 300 }, (_, i) =>
      i < 100 ? 1 : i < 280 ? BACKGROUND : IGNORED,
    );
    const options = { batch: 64, positiveShare: 0.25 };
    const chosen = sample(matches, options, Random.from('a'));
    expect([chosen.positive.length, chosen.negative.length]).toEqual([16, 48]);
    expect(new Set([...chosen.positive, ...chosen.negative]).size).toBe(64);
    expect(chosen.positive.every((i) => i < 100) && chosen.negative.every((i) => i >= 100 && i < 280)).toBe(
      true,
    );
    expect(sample(matches, options, Random.from('a'))).toEqual(chosen);
    const few = sample(matches.subarray(98, 120), options, Random.from('a'));
    expect([few.positive.length, few.negative.length]).toEqual([2, 20]);
  });
});

describe('non-maximum suppression', () => {
  it.each([0.3, 0.5, 0.7])('gives what ONNX Runtime gives at %d', async (threshold) => {
    const total = 400;
    const all = randomBoxes(total, 100, 80, `nms${threshold}`);
    const scores = randomNumbers(total, 'scores');
    const expected = await reference(
      'NonMaxSuppression',
      [
        { data: all, shape: [1, total, 4] },
        { data: scores, shape: [1, 1, total] },
        { data: BigInt64Array.of(100n), shape: [1] },
        { data: Float32Array.of(threshold), shape: [1] },
      ],
      {},
    );
    const chosen = [...(expected.data as BigInt64Array)].map(Number).filter((_, i) => i % 3 === 2);
    expect([...nms(all, scores, threshold, 100)]).toEqual(chosen);
  });

  it('keeps groups apart', () => {
    const same = boxes(0, 0, 10, 10, 0, 0, 10, 10, 1, 0, 10, 10);
    expect([...nms(same, boxes(0.5, 0.9, 0.7), 0.5)]).toEqual([1]);
    expect([...nms(same, boxes(0.5, 0.9, 0.7), 0.5, 9, [1, 2, 1])]).toEqual([1, 2]);
  });

  it('leaves no two that overlap more, and drops none without a better one', () => {
    fc.assert(
      fc.property(fc.string(), fc.double({ min: 0.1, max: 0.9, noNaN: true }), (seed, threshold) => {
        const all = randomBoxes(60, 50, 50, seed);
        const scores = randomNumbers(60, seed);
        const kept = [...nms(all, scores, threshold)];
        for (let i = 0; i < 60; i++) {
          const over = kept.filter((k) => k !== i && iou(all, i, all, k) > threshold + 1e-6);
          if (kept.includes(i)) expect(over).toEqual([]);
          else
            expect(kept.some((k) => iou(all, i, all, k) > threshold - 1e-6 && scores[k]! >= scores[i]!)).toBe(
              true,
            );
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('proposals', () => {
  it('the largest numbers are found in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 })),
        fc.integer({ min: 1, max: 20 }),
        (list, wanted) => {
          const order = [...list.keys()].sort((a, b) => list[b]! - list[a]! || a - b);
          expect([...top(Float32Array.from(list), wanted)]).toEqual(order.slice(0, wanted));
        },
      ),
    );
  });

  it('a moved anchor, cut at the edge, comes first; its double and the tiny one do not come', () => {
    const anchors = { boxes: boxes(0, 0, 10, 10, 0, 0, 10, 10, 20, 20, 30, 30, 5, 5, 9, 9), counts: [3, 1] };
    const deltas = new Float32Array(16);
    deltas.set([-0.5, 0, 0, 0], 0);
    deltas.set([9, 9, 0, 0], 8);
    const found = proposals(
      boxes(4, 2, 3, 1),
      deltas,
      anchors,
      { width: 25, height: 25 },
      { ...LIGHT.rpn, nms: 0.4 },
      { preNms: 10, postNms: 5 },
    );
    expect([...found.boxes]).toEqual([0, 0, 5, 10, 5, 5, 9, 9]);
    expect(found.scores[1]).toBeCloseTo(1 / (1 + Math.exp(-1)));
  });
});

describe('detections', () => {
  it('keeps a sure box a class, best first', () => {
    const config = { ...LIGHT, classes: 2 };
    const rois = boxes(0, 0, 10, 10, 0, 0, 10, 11, 40, 40, 90, 90);
    const logits = boxes(0, 3, 2.5, 0, 4, 0, 5, 0, 0.5);
    const deltas = new Float32Array(3 * 12);
    const found = detections(logits, deltas, rois, { width: 80, height: 80 }, config);
    expect([...found.classes]).toEqual([1, 2]);
    expect([...found.boxes]).toEqual([...take(rois, [1]), ...take(rois, [0])]);
    const all = Math.exp(0) + Math.exp(4) + Math.exp(0);
    expect(found.scores[0]).toBeCloseTo(Math.exp(4) / all, 6);
    // One box for all classes gives the same here.
    const shared = detections(logits, new Float32Array(12), rois, { width: 80, height: 80 }, config);
    expect(shared).toEqual(found);
  });
});
