import { join } from 'node:path';
import type { Position } from 'geojson';
import { Problem } from '@/lib/problems';
import { GrowingFile } from '../growing-file';
import { DBF_END, DbfRecords, dbfHeader } from './dbf';
import type { Field } from './fields';
import { emptyBox, type Kind, NULL_SHAPE, shapeBytes, shapeHeader } from './shape';

/** Where programs begin to count wrongly. */
const MAX_BYTES = 2 ** 31 - 1;

/** The .shp, .shx and .dbf of one kind of geometry, growing together. */
export class ShapeFiles {
  private readonly box = emptyBox();
  private readonly records: DbfRecords;
  private count = 0;

  private constructor(
    readonly kind: Kind,
    private readonly high: boolean,
    private readonly fields: Field[],
    private readonly files: { shp: GrowingFile; shx: GrowingFile; dbf: GrowingFile },
  ) {
    this.records = new DbfRecords(fields);
    const head = shapeHeader(kind, high, 100, this.box);
    files.shp.add(head);
    files.shx.add(head);
    files.dbf.add(dbfHeader(fields, 0, new Date()));
  }

  static async open(folder: string, kind: Kind, high: boolean, fields: Field[]): Promise<ShapeFiles> {
    const file = (ending: string) => GrowingFile.open(join(folder, `${kind}.${ending}`));
    return new ShapeFiles(kind, high, fields, {
      shp: await file('shp'),
      shx: await file('shx'),
      dbf: await file('dbf'),
    });
  }

  /** Texts that did not fit. */
  get cut(): number {
    return this.records.cut;
  }

  /** @param parts none for a row without a place */
  add(parts: Position[][], values: readonly unknown[]): void {
    const { shp, shx, dbf } = this.files;
    const content = parts.length > 0 ? shapeBytes(this.kind, parts, this.high, this.box) : NULL_SHAPE;
    const head = Buffer.alloc(8);
    head.writeInt32BE(++this.count, 0);
    head.writeInt32BE(content.length / 2, 4);
    const entry = Buffer.alloc(8);
    entry.writeInt32BE(shp.bytes / 2, 0);
    entry.writeInt32BE(content.length / 2, 4);
    shp.add(head);
    shp.add(content);
    shx.add(entry);
    dbf.add(this.records.record(values));
    if (Math.max(shp.bytes, dbf.bytes) > MAX_BYTES) {
      throw new Problem(
        'too-large',
        'A Shapefile ends at 2 GB and this layer needs more; choose FlatGeobuf, fewer columns or fewer rows.',
        { limit: MAX_BYTES },
      );
    }
  }

  async flush(): Promise<void> {
    for (const file of Object.values(this.files)) await file.flush();
  }

  async finish(): Promise<void> {
    const { shp, shx, dbf } = this.files;
    dbf.add(DBF_END);
    await shp.finish(shapeHeader(this.kind, this.high, shp.bytes, this.box));
    await shx.finish(shapeHeader(this.kind, this.high, shx.bytes, this.box));
    await dbf.finish(dbfHeader(this.fields, this.count, new Date()));
  }

  async close(): Promise<void> {
    for (const file of Object.values(this.files)) await file.close();
  }

  paths(): [ending: string, path: string][] {
    return Object.entries(this.files).map(([ending, { path }]) => [ending, path]);
  }
}
