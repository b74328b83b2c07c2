import type { Family } from './keys';
import { factTable } from './staging';

/** A data set that publishing merges. */
export interface Source {
  id: number;
  family: Family;
  product: string;
  edition: string | null; // yyyy-mm-dd
  regions: string[];
}

/** Best first. Products not named come last. */
const ENTRANCE = ['rnentdata', 'entrc', 'navi', 'navi-entrances'];
const CENTROID = ['navi'];
const TEXT = ['changes', 'rnaddrkor', 'buildingdb', 'navi', 'rnentdata', 'entrc'];
const AREA = ['changes', 'rnaddrkor', 'buildingdb', 'entrc', 'rnentdata', 'navi-entrances', 'navi'];

/** Small data sets that fill gaps only: what any other product says comes first. */
export const SUPPLEMENTS = new Set(['offices', 'rrad']);

const ADDRESS_COLUMNS =
  'key, area_id, town_id, house, lon, lat, centroid_lon, centroid_lat, postcode, building, admin_dong, code, parcel_key';

/** Bits right of the owner in a key (lib/gazetteer/keys.ts). */
export const ownerShift = (family: Family) => (family === 'kr' ? 33 : 29);

const list = (values: readonly string[]) => values.map((value) => `'${value.replace(/'/g, "''")}'`).join(',');

/**
 * Facts of a source that count: of its own regions, not abolished since its edition; of the changes those
 * that are no older than the newest full set of names.
 */
function counting(source: Source, all: readonly Source[], kind: 'address' | 'parcel' | 'building'): string {
  const ours = `f.region in (${list(source.regions)})`;
  if (source.family !== 'kr') return ours;
  if (source.product === 'changes') {
    const full = all.filter(({ product }) => product === 'rnaddrkor').map(({ edition }) => edition ?? '');
    const since = full.sort().at(-1);
    return since && kind === 'address' ? `${ours} and f.on_date >= date '${since}'` : ours;
  }
  const key = kind === 'address' ? 'key' : 'address_key';
  const since = source.edition ? `b.on_date > date '${source.edition}'` : 'true';
  const standing = `${ours} and not exists (select 1 from gazetteer.abolished b where b.key = f.${key} and ${since})`;
  if (kind !== 'parcel') return standing;
  return `${standing} and not exists (select 1 from gazetteer.abolished_parcel b
    where b.key = f.key and b.address_key = f.address_key and ${since})`;
}

/** All facts of one kind, of the sources that count. */
export function facts(kind: 'parcel' | 'building', sources: readonly Source[]): string {
  const columns = kind === 'parcel' ? 'key, address_key' : 'name_key, name, address_key';
  return sources
    .map(
      (source) =>
        `select ${columns} from ${factTable(kind, source.id)} f where ${counting(source, sources, kind)}`,
    )
    .join('\nunion all ');
}

/**
 * Addresses of one product, one row a (key, town). Western numbers keep every position: units of one number
 * can lie hundreds of metres apart, and how far tells how sure a point is.
 */
function ofProduct(sources: readonly Source[], all: readonly Source[]): string {
  const union = sources
    .map(
      (source) =>
        `select ${ADDRESS_COLUMNS}, ${source.id} as dataset_id from ${factTable('address', source.id)} f where ${counting(source, all, 'address')}`,
    )
    .join('\nunion all ');
  const one = sources[0]!.family === 'kr' ? 'key, town_id' : 'key, town_id, house, lon, lat';
  return `select distinct on (${one}) * from (${union}) u
    order by ${one}, lon is null, centroid_lon is null`;
}

/** Products in an order of preference, those not named last. */
const inOrder = (products: readonly string[], order: readonly string[]) => [
  ...order.filter((product) => products.includes(product)),
  ...products.filter((product) => !order.includes(product)),
];

const tableOf = (product: string) => `"p_${product}"`;

/**
 * The merged addresses of all sources but supplements: one product as it is, several joined on (key, town)
 * with each attribute from the product that knows it best. Ordered by key.
 */
export function mergedAddresses(family: Family, sources: readonly Source[]): string {
  const owner = `(key >> ${ownerShift(family)})::int`;
  const columns = `key, ${owner}, area_id, house, lon, lat, centroid_lon, centroid_lat, postcode, building, admin_dong, code, parcel_key, dataset_id`;
  const products = [...new Set(sources.map((source) => source.product))];
  const subqueries = new Map(
    products.map((product) => [
      product,
      ofProduct(
        sources.filter((source) => source.product === product),
        sources,
      ),
    ]),
  );
  if (products.length === 1) return `select ${columns} from (${subqueries.get(products[0]!)}) m`;

  const best = (column: string, order: readonly string[]) =>
    `coalesce(${inOrder(products, order).map((product) => `${tableOf(product)}.${column}`)}) as ${column}`;
  const whose = [
    ...inOrder(products, ENTRANCE).map(
      (p) => `when ${tableOf(p)}.lon is not null then ${tableOf(p)}.dataset_id`,
    ),
    ...inOrder(products, CENTROID).map(
      (p) => `when ${tableOf(p)}.centroid_lon is not null then ${tableOf(p)}.dataset_id`,
    ),
  ].join(' ');
  const any = `coalesce(${inOrder(products, TEXT).map((p) => `${tableOf(p)}.dataset_id`)})`;
  const joined = products
    .map((product, i) => {
      const table = `(${subqueries.get(product)}) ${tableOf(product)}`;
      return i === 0 ? table : `full join ${table} using (key, town_id)`;
    })
    .join('\n');
  return `select ${columns} from (
    select key, ${best('area_id', AREA)}, ${best('house', TEXT)},
      ${best('lon', ENTRANCE)}, ${best('lat', ENTRANCE)},
      ${best('centroid_lon', CENTROID)}, ${best('centroid_lat', CENTROID)},
      ${['postcode', 'building', 'admin_dong', 'code', 'parcel_key'].map((column) => best(column, TEXT)).join(', ')},
      case ${whose} else ${any} end as dataset_id
    from ${joined}) m order by key`;
}

/** Addresses of a supplement that no other source has. */
export function supplement(family: Family, source: Source): string {
  return `select key, (key >> ${ownerShift(family)})::int, area_id, house, lon, lat, centroid_lon, centroid_lat,
      postcode, building, admin_dong, code, parcel_key, ${source.id}
    from ${factTable('address', source.id)} f
    where ${counting(source, [], 'address')}
      and not exists (select 1 from gazetteer.${family}_address_next n where n.key = f.key)`;
}
