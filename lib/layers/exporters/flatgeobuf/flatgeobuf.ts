import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Geometry } from 'geojson';
import { findCrs } from '@/lib/crs/find';
import type { Layer } from '../../types';
import type { Exporter, ExportOptions } from '../exporter';
import { GrowingFile } from '../growing-file';
import { chosenColumns, recordPages } from '../records';
import { shapesOf } from '../shapes';
import { inTemporaryFolder } from '../temporary';
import { FeatureBuilder } from './feature';
import { headerBytes, MAGIC } from './header';
import { Boxes, hilbertOrder, packedTree } from './tree';

type Box = [number, number, number, number];

const NOWHERE: Box = [Infinity, Infinity, -Infinity, -Infinity];

function widen(box: Box, value: unknown): Box {
  const list = value as unknown[];
  if (typeof list[0] === 'number') {
    const [x, y] = list as [number, number];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  } else for (const part of list) widen(box, part);
  return box;
}

function boxOf(geometry: Geometry, box: Box = [...NOWHERE]): Box {
  if (geometry.type !== 'GeometryCollection') return widen(box, geometry.coordinates);
  for (const part of geometry.geometries) boxOf(part, box);
  return box;
}

/** Bytes read and given away at a time. */
const PIECE = 256 * 1024;

/** The features of the file at `path` in another order. */
function* reordered(path: string, boxes: Boxes, order: Uint32Array): Generator<Uint8Array> {
  const starts = new Float64Array(boxes.count);
  for (let i = 1; i < boxes.count; i++) starts[i] = starts[i - 1]! + boxes.size(i - 1);
  const file = openSync(path, 'r');
  try {
    let piece = Buffer.alloc(PIECE);
    let held = 0;
    for (const feature of order) {
      const size = boxes.size(feature);
      if (held > 0 && held + size > piece.length) {
        yield piece.subarray(0, held);
        piece = Buffer.alloc(Math.max(PIECE, size));
        held = 0;
      }
      if (size > piece.length) piece = Buffer.alloc(size);
      // One by one and at once: waiting for each read would take a hundred times as long as reading it.
      readSync(file, piece, held, size, starts[feature]!);
      held += size;
    }
    if (held > 0) yield piece.subarray(0, held);
  } finally {
    closeSync(file);
  }
}

async function* write(layer: Layer, options: ExportOptions, folder: string): AsyncGenerator<Uint8Array> {
  const crs = findCrs(options.crs ?? 'EPSG:4326');
  const columns = chosenColumns(layer, options);
  const shapes = await shapesOf(layer, options);
  const builder = new FeatureBuilder(
    columns.map(({ type }) => type),
    shapes.some(({ z }) => z),
  );
  const boxes = new Boxes();
  headerBytes({ name: layer.name, columns, shapes, crs, box: boxes.whole, count: 0 }); // throws at once, not at the end
  const path = join(folder, 'features');
  const file = await GrowingFile.open(path);
  try {
    for await (const page of recordPages(layer, options)) {
      for (const { geometry, values } of page) {
        const box = geometry ? boxOf(geometry) : NOWHERE;
        const feature = builder.feature(box[0] <= box[2] ? geometry : null, values);
        boxes.add(box, feature.length);
        file.add(feature);
      }
      await file.flush();
    }
    await file.finish();
  } finally {
    await file.close();
  }
  yield MAGIC;
  yield headerBytes({ name: layer.name, columns, shapes, crs, box: boxes.whole, count: boxes.count });
  if (boxes.count === 0) return;
  const order = hilbertOrder(boxes);
  const tree = packedTree(boxes, order);
  for (let at = 0; at < tree.length; at += PIECE) yield tree.subarray(at, at + PIECE);
  yield* reordered(path, boxes, order);
}

/**
 * FlatGeobuf 3 with its spatial index: the features along Hilbert's curve, so not in the order of the rows.
 * They wait in a temporary file until the index over all of them is known; of each only its box stays in
 * memory (44 bytes).
 */
export const flatgeobuf: Exporter = {
  name: 'flatgeobuf',
  title: 'FlatGeobuf',
  ending: 'fgb',
  mediaType: 'application/flatgeobuf',
  anyCrs: true,
  whole: true,
  write: (layer, options) => inTemporaryFolder((folder) => write(layer, options, folder)),
};
