import * as flatbuffers from 'flatbuffers';
import { Column } from 'flatgeobuf/lib/mjs/flat-geobuf/column.js';
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { Crs } from 'flatgeobuf/lib/mjs/flat-geobuf/crs.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { Header } from 'flatgeobuf/lib/mjs/flat-geobuf/header.js';
import type { Crs as System } from '@/lib/crs/definitions';
import { crsText } from '@/lib/crs/write-wkt';
import type { Column as LayerColumn } from '../../types';
import type { Shape } from '../shapes';
import { NODE_SIZE } from './tree';

export const MAGIC = Uint8Array.from([0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 1]);

const TYPES = { text: ColumnType.String, integer: ColumnType.Long, number: ColumnType.Double };

interface HeaderParts {
  name: string;
  columns: readonly LayerColumn[];
  shapes: readonly Shape[];
  crs: System;
  /** west, south, east, north; infinite where nothing has a place. */
  box: readonly number[];
  count: number;
}

function crsTable(builder: flatbuffers.Builder, crs: System): number {
  // CRS84 is EPSG:4326 with longitude first, which it always is in such files.
  const code = crs.code === 'CRS84' ? '4326' : /^EPSG:(\d+)$/.exec(crs.code)?.[1];
  const org = code ? builder.createString('EPSG') : 0;
  const name = builder.createString(crs.name);
  const wkt = builder.createString(crsText(crs));
  return Crs.createCrs(builder, org, Number(code ?? 0), name, 0, wkt, 0);
}

/** The header of a FlatGeobuf file with its size before it (flatgeobuf/src/fbs/header.fbs). */
export function headerBytes({ name, columns, shapes, crs, box, count }: HeaderParts): Uint8Array {
  const builder = new flatbuffers.Builder(1024);
  const title = builder.createString(name);
  const system = crsTable(builder, crs);
  const fields = columns.map((column) => {
    const text = builder.createString(column.name);
    Column.startColumn(builder);
    Column.addName(builder, text);
    Column.addType(builder, TYPES[column.type]);
    return Column.endColumn(builder);
  });
  const vector = Header.createColumnsVector(builder, fields);
  const envelope = Number.isFinite(box[0]) ? Header.createEnvelopeVector(builder, [...box]) : 0;
  const types = new Set(shapes.map(({ type }) => type));
  const [only] = types;
  Header.startHeader(builder);
  Header.addName(builder, title);
  if (envelope) Header.addEnvelope(builder, envelope);
  Header.addGeometryType(builder, types.size === 1 ? GeometryType[only!] : GeometryType.Unknown);
  Header.addHasZ(
    builder,
    shapes.some(({ z }) => z),
  );
  Header.addColumns(builder, vector);
  Header.addFeaturesCount(builder, BigInt(count));
  Header.addIndexNodeSize(builder, count > 0 ? NODE_SIZE : 0);
  Header.addCrs(builder, system);
  builder.finishSizePrefixed(Header.endHeader(builder));
  return builder.asUint8Array();
}
