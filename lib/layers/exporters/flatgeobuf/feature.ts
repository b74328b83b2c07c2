import * as flatbuffers from 'flatbuffers';
import { Feature } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js';
import { buildGeometry } from 'flatgeobuf/lib/mjs/generic/geometry.js';
import { parseGC, parseGeometry } from 'flatgeobuf/lib/mjs/geojson/geometry.js';
import type { Geometry, Position } from 'geojson';
import type { ColumnType } from '../../types';

/** Grows as values are added to it. */
class Bytes {
  private buffer = Buffer.alloc(1024);
  length = 0;

  /** Room for so many bytes more. @returns where they begin */
  private take(bytes: number): number {
    if (this.length + bytes > this.buffer.length) {
      const larger = Buffer.alloc(Math.max(2 * this.buffer.length, this.length + bytes));
      this.buffer.copy(larger, 0, 0, this.length);
      this.buffer = larger;
    }
    this.length += bytes;
    return this.length - bytes;
  }

  short(value: number): void {
    const at = this.take(2);
    this.buffer.writeUInt16LE(value, at);
  }

  long(value: number): void {
    const at = this.take(8);
    this.buffer.writeBigInt64LE(BigInt(value), at);
  }

  double(value: number): void {
    const at = this.take(8);
    this.buffer.writeDoubleLE(value, at);
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    const at = this.take(4 + size);
    this.buffer.writeUInt32LE(size, at);
    this.buffer.write(value, at + 4, 'utf8');
  }

  clear(): void {
    this.length = 0;
  }

  get all(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }
}

/** Every position with a height, 0 where it has none: a file has heights or has not. */
function heightened(geometry: Geometry): Geometry {
  const raise = (value: unknown): unknown =>
    typeof (value as Position)[0] === 'number'
      ? [(value as Position)[0], (value as Position)[1], (value as Position)[2] ?? 0]
      : (value as unknown[]).map(raise);
  return geometry.type === 'GeometryCollection'
    ? { ...geometry, geometries: geometry.geometries.map(heightened) }
    : ({ ...geometry, coordinates: raise(geometry.coordinates) } as Geometry);
}

/** Features as FlatGeobuf holds them, each with its size before it. */
export class FeatureBuilder {
  private readonly bytes = new Bytes();

  constructor(
    private readonly types: readonly ColumnType[],
    private readonly high: boolean,
  ) {}

  private values(values: readonly unknown[]): Uint8Array {
    this.bytes.clear();
    this.types.forEach((type, i) => {
      const value = values[i];
      if (value === null || value === undefined) return;
      if (type === 'text') {
        this.bytes.short(i);
        this.bytes.text(typeof value === 'object' ? JSON.stringify(value) : String(value));
      } else if (type === 'number' && Number.isFinite(value)) {
        this.bytes.short(i);
        this.bytes.double(value as number);
      } else if (Number.isSafeInteger(value)) {
        this.bytes.short(i);
        this.bytes.long(value as number);
      }
    });
    return this.bytes.all;
  }

  /** @param values in the order of the columns; a null is left out */
  feature(geometry: Geometry | null, values: readonly unknown[]): Uint8Array {
    const builder = new flatbuffers.Builder(1024);
    const own = this.values(values);
    const properties = own.length > 0 ? Feature.createPropertiesVector(builder, own) : 0;
    let shape = 0;
    if (geometry) {
      const whole = this.high ? heightened(geometry) : geometry;
      // The package types both readers by what they are given, not by what they give.
      const parsed =
        whole.type === 'GeometryCollection' ? parseGC(whole as never) : parseGeometry(whole as never);
      shape = buildGeometry(builder, parsed);
    }
    Feature.startFeature(builder);
    if (shape) Feature.addGeometry(builder, shape);
    if (properties) Feature.addProperties(builder, properties);
    builder.finishSizePrefixed(Feature.endFeature(builder));
    return builder.asUint8Array();
  }
}
