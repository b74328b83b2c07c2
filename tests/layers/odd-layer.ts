import type { Geometry } from 'geojson';
import { transaction } from '@/lib/db/database';
import { ColumnTypes } from '@/lib/layers/columns';
import { appendFeatures } from '@/lib/layers/features';
import { finishLayer } from '@/lib/layers/finish';
import { createLayer, getLayer } from '@/lib/layers/store';
import type { Column, Feature, Layer } from '@/lib/layers/types';

/** Values that files like to lose: Korean, quotes, line ends, numbers that are texts, nulls, odd names. */
export const ODD_ROWS: Record<string, unknown>[] = [
  {
    이름: '똠방각하 "가게", <b>&amp;',
    '아주 긴 열 이름 하나': '첫째',
    '아주 긴 열 이름 둘': 'second',
    name: 'a\nb',
    whole: 1,
    big: 123456789012345,
    real: 0.1,
    code: '007',
  },
  {
    이름: '둘째',
    '아주 긴 열 이름 하나': "it's; 'q'",
    '아주 긴 열 이름 둘': null,
    name: null,
    whole: -2147483649,
    big: null,
    real: -1.5e-7,
    code: '=1+1',
  },
  {
    이름: null,
    '아주 긴 열 이름 하나': '🏠 _x0041_',
    '아주 긴 열 이름 둘': 'tab\there',
    name: 'ok',
    whole: null,
    big: -5,
    real: null,
    code: '1e5',
  },
];

const names = Object.keys(ODD_ROWS[0]!);

/** A layer with the odd rows, repeated for as many geometries as are given. */
export async function oddLayer(
  geometries: (Geometry | null)[],
  rows: Record<string, unknown>[] = ODD_ROWS,
): Promise<Layer> {
  const columns = names.map((name): Column => ({ name, type: 'text' }));
  const layer = await createLayer({ name: '이상한 <층> "1"', kind: 'file', columns });
  const types = new ColumnTypes();
  const features = geometries.map((geometry, i): Feature => {
    const properties = rows[i % rows.length]!;
    types.observe(properties, null);
    return { n: i + 1, geometry, properties, answer: null, status: 'ok', level: null };
  });
  await transaction(async (client) => {
    await appendFeatures(layer.id, features, client);
    await finishLayer(layer.id, types.apply(columns), client);
  });
  return getLayer(layer.id);
}

const square = (x: number, y: number, size: number) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];

export const POINTS: (Geometry | null)[] = [
  { type: 'Point', coordinates: [126.9784147, 37.5666805] },
  { type: 'Point', coordinates: [129.0756416, 35.1795543] },
  null,
  { type: 'Point', coordinates: [126.5311884, 33.4996213] },
];
export const LINES: (Geometry | null)[] = [
  {
    type: 'LineString',
    coordinates: [
      [126.9784147, 37.5666805],
      [127.1, 37.6],
      [129.0756416, 35.1795543],
    ],
  },
  null,
  {
    type: 'MultiLineString',
    coordinates: [
      [
        [127, 36],
        [127.5, 36.5],
      ],
      [
        [128, 36],
        [128.5, 36.5],
      ],
    ],
  },
];
export const POLYGONS: (Geometry | null)[] = [
  {
    type: 'Polygon',
    coordinates: [
      square(127, 36, 0.4),
      [
        [127.1, 36.1],
        [127.1, 36.2],
        [127.2, 36.2],
        [127.1, 36.1],
      ],
    ],
  },
  { type: 'MultiPolygon', coordinates: [[square(127, 37, 0.25)], [square(128, 37, 0.25)]] },
  null,
];
