import type { Polygon } from 'geojson';
import { expect, test } from 'vitest';
import { checkGeoJSON } from '@/lib/geojson/check';
import { cornerGeoreference } from '@/lib/imagery/georeference/corners';
import { pixelGeoreference } from '@/lib/imagery/georeference/pixels';
import type { Window } from '@/lib/imagery/picture';
import { readArea } from '@/lib/vision/detect-image/area-of-interest';
import { type DetectionTask, detectInImage, type Piece } from '@/lib/vision/detect-image/detect';
import type { DetectionFeature } from '@/lib/vision/detect-image/features';
import { windowScale } from '@/lib/vision/detect-image/scale';
import type { Detection, Detector } from '@/lib/vision/detector';
import type { Image } from '@/lib/vision/image';

const [WIDTH, HEIGHT] = [900, 700];
/** x, y, width, height of red things; the score is in their green. */
const THINGS = [
  [20, 30, 40, 100, 90],
  [290, 300, 60, 120, 80],
  [600, 20, 50, 90, 70],
  [840, 600, 60, 100, 60],
] as const;

const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
for (const [x, y, w, h, score] of THINGS)
  for (let row = y; row < y + h; row++)
    for (let column = x; column < x + w; column++) {
      const ring = row > y + 40 && row < y + 60 && column > x + 15 && column < x + 25; // a hole
      if (!ring) pixels.set([255, score, 0], (row * WIDTH + column) * 3);
    }

const image = {
  width: WIDTH,
  height: HEIGHT,
  async read({ x, y, width, height }: Window) {
    const data = new Uint8Array(width * height * 3);
    for (let row = 0; row < height; row++) {
      const from = ((y + row) * WIDTH + x) * 3;
      data.set(pixels.subarray(from, from + width * 3), row * width * 3);
    }
    return { width, height, data };
  },
};

/** Finds what is red and hangs together: a detector that can be reckoned with. */
const redThings: Detector = {
  name: 'red',
  classes: ['person'],
  async detect({ width, height, data }: Image): Promise<Detection[]> {
    const seen = new Uint8Array(width * height);
    const found: Detection[] = [];
    for (let start = 0; start < seen.length; start++) {
      if (seen[start] || data[start * 3] !== 255) continue;
      const own = new Set([start]);
      let box: [number, number, number, number] = [width, height, 0, 0];
      for (const at of own) {
        seen[at] = 1;
        const [x, y] = [at % width, Math.floor(at / width)];
        box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x + 1), Math.max(box[3], y + 1)];
        for (const [dx, dy] of [
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
        ] as const) {
          const [nx, ny] = [x + dx, y + dy];
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
          if (data[(ny * width + nx) * 3] === 255) own.add(ny * width + nx);
        }
      }
      const [x, y, w, h] = [box[0], box[1], box[2] - box[0], box[3] - box[1]];
      const mask = new Uint8Array(w * h);
      for (const at of own) mask[(Math.floor(at / width) - y) * w + (at % width) - x] = 1;
      found.push({
        box,
        score: data[start * 3 + 1]! / 100,
        label: 'person',
        mask: { x, y, width: w, height: h, data: mask },
      });
    }
    return found.sort((a, b) => b.score - a.score);
  },
  close: async () => {},
};

const place = cornerGeoreference(
  [
    [126.97, 37.57],
    [126.9709, 37.57],
    [126.9709, 37.5694],
    [126.97, 37.5694],
  ],
  WIDTH,
  HEIGHT,
);
const task: DetectionTask = {
  image,
  place,
  detector: redThings,
  name: 'a.png',
  date: '2026-01-02',
  window: 320,
};

async function run(more: Partial<DetectionTask> = {}, before: Detection[][] = []) {
  const features = new Map<number, DetectionFeature>();
  const pieces: Piece[] = [];
  for await (const piece of detectInImage({ ...task, ...more }, { before })) {
    pieces.push(piece);
    for (const n of piece.gone) features.delete(n);
    for (const feature of piece.features) features.set(feature.n, feature);
  }
  return { pieces, features: [...features.values()].sort((a, b) => b.properties.score - a.properties.score) };
}

test('every thing is one feature, whole, wherever windows end', async () => {
  const { pieces, features } = await run();
  expect(pieces.length).toBeGreaterThan(6);
  expect(pieces.at(-1)).toMatchObject({ done: pieces.length, total: pieces.length, objects: 4 });
  expect(features.map(({ properties }) => properties.box)).toEqual(
    THINGS.map(([x, y, w, h]) => [x, y, x + w, y + h]),
  );
  expect(features[0]!.properties).toMatchObject({
    label: 'person',
    label_ko: '사람',
    score: 0.9,
    height_px: 100,
    model: 'red',
    image: 'a.png',
    date: '2026-01-02',
    caption: 'person 0.90',
    caption_ko: '사람 0.90',
  });
  const collection = {
    type: 'FeatureCollection',
    features: features.map(({ n, ...feature }) => ({ type: 'Feature', id: n, ...feature })),
  };
  expect(checkGeoJSON(collection)).toEqual([]);
  for (const [i, { geometry, properties }] of features.entries()) {
    expect((geometry as Polygon).coordinates).toHaveLength(2); // the hole stays
    const [, , w, h] = THINGS[i]!;
    const ground = (w * h - 9 * 19) * place.metresPerPixel ** 2;
    expect(properties.area_m2! / ground).toBeGreaterThan(0.97);
    expect(properties.area_m2! / ground).toBeLessThan(1.03);
  }
});

test('goes on after the windows that were done before', async () => {
  const whole = await run();
  const before = whole.pieces.slice(0, 4).map(({ seen }) => seen);
  const rest = await run({}, before);
  expect(rest.pieces).toHaveLength(whole.pieces.length - 4);
  expect(rest.pieces).toEqual(whole.pieces.slice(4));
});

test('an area is kept or dropped, low scores are left out when asked', async () => {
  const corner = [
    place.toLngLat(0, 0),
    place.toLngLat(0, 300),
    place.toLngLat(300, 300),
    place.toLngLat(300, 0),
  ];
  const shape = { type: 'Polygon', coordinates: [[...corner, corner[0]]] };
  const scores = ({ features }: Awaited<ReturnType<typeof run>>) =>
    features.map(({ properties }) => properties.score);
  const kept = await run({ area: readArea(shape) });
  expect(scores(kept)).toEqual([0.9]);
  expect(kept.pieces[0]!.total).toBeLessThan((await run()).pieces[0]!.total);
  expect(scores(await run({ area: readArea({ type: 'Feature', geometry: shape }, 'drop') }))).toEqual([
    0.8, 0.7, 0.6,
  ]);
  expect(scores(await run({ minScore: 0.75 }))).toEqual([0.9, 0.8]);
  expect(() => readArea({ type: 'Point', coordinates: [1, 2] })).toThrow('no GeoJSON polygon');
});

test('an image without a place keeps its pixels', async () => {
  const { features } = await run({ place: pixelGeoreference() });
  expect(features[0]!.properties).toMatchObject({ area_m2: null, box: [20, 30, 60, 130] });
});

test('the size of windows follows the ground, or what is asked', () => {
  const large = { width: 5000, height: 4000 };
  expect(windowScale(large, 0.01)).toEqual({ size: 480, overlap: 160 });
  expect(windowScale(large, 0.001).size).toBe(1280);
  expect(windowScale(large, 0.5).size).toBe(480);
  expect(windowScale(large, Number.NaN).size).toBe(640);
  expect(windowScale({ width: 492, height: 397 }, 0.01).size).toBeGreaterThan(492);
  expect(windowScale(large, 0.01, 1000).size).toBe(1000);
  expect(() => windowScale(large, 0.01, 10)).toThrow('from 64 to 8192');
  expect(() => windowScale({ width: 200_000, height: 200_000 }, 0.01)).toThrow('more than 100,000 windows');
});

test('windows looked at side by side give what they give one after the other, in the same order', async () => {
  let [working, most] = [0, 0];
  const lanes: Detector = {
    ...redThings,
    lanes: 3,
    async detect(window) {
      most = Math.max(most, ++working);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      working--;
      return redThings.detect(window);
    },
  };
  const { pieces, features } = await run({ detector: lanes });
  expect(most).toBe(3);
  const alone = await run();
  expect(pieces).toEqual(alone.pieces);
  expect(features).toEqual(alone.features);
  let calls = 0;
  const failing: Detector = {
    ...lanes,
    detect: (window) =>
      ++calls === 3 ? Promise.reject(new Error('out of memory')) : redThings.detect(window),
  };
  await expect(run({ detector: failing })).rejects.toThrow('out of memory');
});
