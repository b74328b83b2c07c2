import { query } from '@/lib/db/database';

/**
 * Fact tables of data sets. They are logged tables: publishing reads them again long after the import, and
 * unlogged ones come back empty after a crash. Rows go in as arrays (`unnest`): the embedded server does
 * not speak COPY over its socket, and one way for both servers is simpler.
 */

type ColumnType = 'int8' | 'int4' | 'text' | 'float8' | 'bool' | 'date' | 'int2';

export const ADDRESS_FACT = {
  key: 'int8',
  area_id: 'int4',
  town_id: 'int4',
  region: 'text',
  house: 'text',
  lon: 'float8',
  lat: 'float8',
  centroid_lon: 'float8',
  centroid_lat: 'float8',
  postcode: 'text',
  building: 'text',
  admin_dong: 'text',
  code: 'text',
  parcel_key: 'int8',
} as const satisfies Record<string, ColumnType>;

export const PARCEL_FACT = { key: 'int8', address_key: 'int8', region: 'text' } as const;
export const BUILDING_FACT = {
  name_key: 'text',
  name: 'text',
  address_key: 'int8',
  region: 'text',
} as const;

export const AREA_ROW = {
  id: 'int4',
  level: 'int2',
  parent_id: 'int4',
  code: 'text',
  name: 'text',
  name_en: 'text',
} as const satisfies Record<string, ColumnType>;

export const ROAD_ROW = {
  id: 'int4',
  area_id: 'int4',
  name: 'text',
  name_key: 'text',
  roman_key: 'text',
  code: 'text',
} as const satisfies Record<string, ColumnType>;

const BATCH = 4000; // a statement of some 30 ms: others on the embedded server hardly wait

/** Collects rows of one table and writes them in batches, one batch on its way while the next fills. */
export class TableWriter {
  private columns: unknown[][];
  private size = 0;
  private sending: Promise<unknown> = Promise.resolve();
  private readonly sql: string;

  constructor(table: string, shape: Record<string, ColumnType>) {
    const names = Object.keys(shape);
    const arrays = Object.values(shape).map((type, i) => `$${i + 1}::${type}[]`);
    this.sql = `insert into ${table} (${names}) select * from unnest(${arrays})`;
    this.columns = names.map(() => []);
  }

  /** Values in the order of the table's shape. */
  add(...values: unknown[]): void {
    for (let i = 0; i < values.length; i++) this.columns[i]!.push(values[i]);
    this.size++;
  }

  get full(): boolean {
    return this.size >= BATCH;
  }

  async flush(): Promise<void> {
    await this.sending;
    if (!this.size) return;
    const columns = this.columns;
    const size = this.size;
    this.columns = columns.map(() => []);
    this.size = 0;
    this.sending = this.send(columns, size);
    this.sending.catch(() => {}); // thrown at the next flush
  }

  private async send(columns: unknown[][], size: number): Promise<void> {
    for (let from = 0; from < size; from += BATCH) {
      await query(
        this.sql,
        columns.map((column) => (size <= BATCH ? column : column.slice(from, from + BATCH))),
      );
    }
  }

  async end(): Promise<void> {
    await this.flush();
    await this.sending;
  }
}

export async function createTable(table: string, shape: Record<string, string>): Promise<void> {
  const columns = Object.entries(shape).map(([name, type]) => `${name} ${type}`);
  await query(`drop table if exists ${table}`);
  await query(`create table ${table} (${columns.join(', ')})`);
}

export const factTable = (kind: 'address' | 'parcel' | 'building', dataset: number) =>
  `gazetteer.fact_${kind}_${dataset}`;

/** Makes the empty fact tables of a data set. */
export async function createFactTables(dataset: number): Promise<void> {
  await createTable(factTable('address', dataset), ADDRESS_FACT);
  await createTable(factTable('parcel', dataset), PARCEL_FACT);
  await createTable(factTable('building', dataset), BUILDING_FACT);
}

export async function dropFactTables(dataset: number): Promise<void> {
  for (const kind of ['address', 'parcel', 'building'] as const) {
    await query(`drop table if exists ${factTable(kind, dataset)}`);
  }
}

/** Removes what a killed or failed import left: half-built tables and facts that belong to no data set. */
export async function cleanStaging(): Promise<void> {
  await query(`delete from gazetteer.dataset where state = 'staged'`);
  const tables = await query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'gazetteer'
       and (tablename ~ '_(next|new)$'
         or (tablename ~ '^fact_' and substring(tablename from '[0-9]+$')::int not in
              (select id from gazetteer.dataset)))`,
  );
  for (const { name } of tables) await query(`drop table if exists gazetteer."${name}"`);
}
