import { expect, test } from 'vitest';
import { pointsFileOf } from '@/app/_imagery/typed-points';
import { readPointsFile } from '@/lib/imagery/georeference/points-file';

test('typed control points are what the reader of QGIS’s files makes of them', () => {
  const made = pointsFileOf('0, 0, 127, 37.5\n\n 640\t0\t127.1\t37.5\r\n640;480;127.1;37.4\n0 480 127 37.4');
  if ('fault' in made) throw new Error(`line ${made.fault}`);
  expect(readPointsFile(made.file)).toEqual([
    { pixel: [0, 0], lngLat: [127, 37.5] },
    { pixel: [640, 0], lngLat: [127.1, 37.5] },
    { pixel: [640, 480], lngLat: [127.1, 37.4] },
    { pixel: [0, 480], lngLat: [127, 37.4] },
  ]);
});

test.each([
  ['0 0 127 37.5\n1 2 3', 2],
  ['x y lon lat', 1],
  ['\n0 0 127 37.5 1', 2],
  ['0 0 127 북위37', 1],
])('the line that is no point is named: %j', (text, line) => {
  expect(pointsFileOf(text)).toEqual({ fault: line });
});
