import { type StyleSpecification, validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import Ajv from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedStyle } from '@/lib/layers/style/change';
import { type StyleLayersOptions, styleLayers } from '@/lib/layers/style/maplibre';
import { readStyle } from '@/lib/layers/style/read';
import { StyleSchema } from '@/lib/layers/style/schema';
import * as arbitrary from './arbitrary';

const OPTIONS: StyleLayersOptions = {
  features: { source: 'a' },
  prefix: 'a',
  dark: false,
  font: ['Noto Sans KR'],
};

const whole = (layers: ReturnType<typeof styleLayers>): StyleSpecification => ({
  version: 8,
  'font-faces': { 'Noto Sans KR': 'http://localhost/a.woff2' },
  sources: {
    a: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    b: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    tiles: { type: 'vector', tiles: ['http://localhost/{z}/{x}/{y}'] },
  },
  layers,
});

test('every document of the schema is a valid MapLibre style, on files and on tiles, light and dark', () => {
  fc.assert(
    fc.property(arbitrary.layer, fc.boolean(), fc.boolean(), (layer, dark, tiles) => {
      const layers = styleLayers(layer, {
        ...OPTIONS,
        dark,
        ...(tiles
          ? {
              features: { source: 'tiles', 'source-layer': 'features' },
              labels: { source: 'tiles', 'source-layer': 'labels' },
            }
          : { labels: { source: 'b' } }),
      });
      const errors = validateStyleMin(whole(layers)).map(({ message }) => message);
      expect(errors).toEqual([]);
      expect(new Set(layers.map(({ id }) => id)).size).toBe(layers.length);
    }),
    { numRuns: 400 },
  );
});

const check = new Ajv({ strict: false }).compile(StyleSchema);

test('random documents keep to the schema, and reading one that is saved changes nothing', () => {
  fc.assert(
    fc.property(arbitrary.layer, (layer) => {
      expect(check(layer.style) || check.errors).toBe(true);
      expect(readStyle(JSON.parse(JSON.stringify(layer.style)), layer)).toEqual(
        JSON.parse(JSON.stringify(layer.style)),
      );
    }),
  );
});

const types = (layer: ReturnType<typeof arbitrary.layerOf>) =>
  styleLayers(layer, OPTIONS).map(({ id }) => id.split(':')[1]);

test('a layer is drawn with what its geometry needs, lowest first', () => {
  expect(types(arbitrary.layerOf({ point: 1 }))).toEqual(['circle']);
  expect(types(arbitrary.layerOf({ line: 1 }))).toEqual(['line']);
  expect(types(arbitrary.layerOf({ polygon: 1 }))).toEqual(['fill', 'outline']);
  const all = arbitrary.layerOf({ point: 1, line: 1, polygon: 1 });
  const style = changedStyle(all.style, { points: 'clusters', label: { template: '{name}' } });
  expect(types({ ...all, style })).toEqual([
    'fill',
    'outline',
    'line',
    'circle',
    'cluster',
    'count',
    'areaLabel',
    'lineLabel',
    'label',
  ]);
});

test('labels of areas come from the label source, all else from the source', () => {
  const layer = arbitrary.layerOf({ polygon: 1 });
  const style = changedStyle(layer.style, { label: { template: '{name}' } });
  const layers = styleLayers(
    { ...layer, style },
    {
      ...OPTIONS,
      features: { source: 'a', 'source-layer': 'features' },
      labels: { source: 'b', 'source-layer': 'labels' },
    },
  );
  expect(layers.map((layer) => ('source' in layer ? [layer.source, layer['source-layer']] : []))).toEqual([
    ['a', 'features'],
    ['a', 'features'],
    ['b', 'labels'],
  ]);
});
