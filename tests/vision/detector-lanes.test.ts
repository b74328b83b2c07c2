import sharp from 'sharp';
import { expect, test } from 'vitest';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { DetectorLanes } from '@/lib/vision/detector-lanes';
import { openDetector } from '@/lib/vision/open-detector';

const MODEL = 'person-mask-rcnn';

async function part(left: number) {
  const region = { left, top: 250, width: 320, height: 200 };
  const { data, info } = await sharp('public/samples/plaza.jpg')
    .extract(region)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

test('lanes find what one detector finds, more images than lanes included', async () => {
  const images = await Promise.all([200, 450, 700].map(part));
  const runtime = onnxRuntime({ provider: 'cpu', threads: 1 });
  const detector = await openDetector(MODEL, { dataDir: '/nowhere', runtime });
  const alone = [];
  for (const image of images) alone.push(await detector.detect(image));
  await detector.close();
  expect(alone.flat().length).toBeGreaterThan(0);

  const lanes = await DetectorLanes.open({ model: MODEL, dataDir: '/nowhere' }, 2);
  expect([lanes.name, lanes.lanes, lanes.classes]).toEqual([MODEL, 2, ['person']]);
  expect(await Promise.all(images.map((image) => lanes.detect(image)))).toEqual(alone);
  // A broken image is refused, and the lane goes on.
  await expect(lanes.detect({ width: 0, height: 0, data: new Uint8Array(0) })).rejects.toThrow();
  expect(await lanes.detect(images[0]!)).toEqual(alone[0]);
  await lanes.close();
  await expect(lanes.detect(images[0]!)).rejects.toThrow('ended');
});

test('a model that is not there is said when lanes are opened', async () => {
  await expect(DetectorLanes.open({ model: 'none', dataDir: '/nowhere' }, 2)).rejects.toThrow('"none"');
});
