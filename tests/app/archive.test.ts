import { expect, test } from 'vitest';
import { facesFor } from '@/app/_archive/fonts';
import { archiveStyle, filesOf } from '@/app/_archive/style';
import { defaultStyle } from '@/lib/layers/style/default';
import type { Layer } from '@/lib/layers/types';

const layer = (name: string, more: Partial<Layer> = {}) =>
  ({
    name,
    kind: 'file',
    source: {},
    columns: [],
    counts: { rows: 1, status: {}, level: {}, geometry: { point: 1, line: 0, polygon: 0 }, vertices: 0 },
    extent: null,
    visible: true,
    ...more,
  }) as unknown as Layer;

const styled = (one: Layer): Layer => ({ ...one, style: defaultStyle(one) });

test('files have names that every system takes, and no two the same', () => {
  const names = filesOf([layer('가게/*?'), layer('가게/*?'), layer('a'.repeat(300))]).map(({ name }) => name);
  expect(names[0]).toBe('1-가게___');
  expect(new Set(names).size).toBe(3);
  for (const name of names) expect(name).toMatch(/^[^/\\:*?"<>|#%]{1,70}$/);
});

test('every layer of the style draws from a source that is there, the topmost last', () => {
  const shapes = layer('구역', {
    counts: { ...layer('').counts, geometry: { point: 0, line: 0, polygon: 3 } },
  });
  const files = filesOf([styled(layer('위')), styled(shapes)]);
  const style = archiveStyle(files, { theme: 'light', locale: 'ko', name: '지도', view: {} });
  expect(Object.keys(style.sources)).toEqual(
    expect.arrayContaining(['world', '1-위', '2-구역', '2-구역-labels']),
  );
  for (const one of style.layers) {
    if ('source' in one) expect(Object.keys(style.sources)).toContain(one.source);
  }
  expect(style.layers.at(-1)!.id.startsWith('1-위:')).toBe(true);
  expect(JSON.stringify(style)).not.toMatch(/https?:|\/api\/|"\/(fonts|basemap)/);
});

test('the image under a layer is drawn below its features, as faint as there', () => {
  const image = { id: 'a', bounds: [127, 37, 127.5, 37.25], maxZoom: 20 };
  const plain = styled(layer('사람', { source: { image }, visible: false } as Partial<Layer>));
  const style = { ...plain.style, layer: { ...plain.style.layer, opacity: 0.8, imageOpacity: 0.5 } };
  const made = archiveStyle(filesOf([{ ...plain, style }]), {
    theme: 'light',
    locale: 'ko',
    name: '지도',
    view: {},
  });
  expect(made.sources['1-사람-image']).toEqual({
    type: 'image',
    url: 'images/1-사람.webp',
    coordinates: [
      [127, 37.25],
      [127.5, 37.25],
      [127.5, 37],
      [127, 37],
    ],
  });
  const own = made.layers.filter(({ id }) => id.startsWith('1-사람:'));
  expect(own[0]).toMatchObject({
    type: 'raster',
    source: '1-사람-image',
    layout: { visibility: 'none' },
    paint: { 'raster-opacity': 0.4 },
  });
  expect(own.length).toBeGreaterThan(1);
});

test('only the fonts whose characters are drawn come along', () => {
  const few = facesFor(new Set('서울'));
  expect(few.length).toBeGreaterThan(0);
  expect(few.length).toBeLessThan(5);
  expect(facesFor(new Set())).toEqual([]);
});
