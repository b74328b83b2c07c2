import { cityKey, regionKey, streetKey } from '@/lib/address/keys';
import { query } from '@/lib/db/database';
import { AREA_ROW, createTable, ROAD_ROW, TableWriter } from './staging';

interface WesternArea {
  id: number;
  level: number;
  parent: number | null;
  code: string | null;
  name: string | null;
}

/** Areas (country, region, city or postcode) and streets of the intl family in memory; see KoreanDictionary. */
export class WesternDictionary {
  private readonly areas = new Map<string, WesternArea>();
  private readonly roads = new Map<string, number>(); // "area|street key"
  private readonly added: { id: number; area: number; name: string; key: string }[] = [];
  private readonly keys = new Map<string, string>(); // street keys of spellings
  private lastArea = 0;
  private lastRoad = 0;

  static async load(): Promise<WesternDictionary> {
    const dictionary = new WesternDictionary();
    const areas = await query<Omit<WesternArea, 'parent'> & { parent_id: number | null }>(
      'select id, level, parent_id, code, name from gazetteer.intl_area',
    );
    for (const { parent_id, ...row } of areas) {
      dictionary.remember({ ...row, parent: parent_id });
      dictionary.lastArea = Math.max(dictionary.lastArea, row.id);
    }
    const roads = await query<{ id: number; area_id: number; name_key: string }>(
      'select id, area_id, name_key from gazetteer.intl_road',
    );
    for (const { id, area_id, name_key } of roads) {
      dictionary.roads.set(`${area_id}|${name_key}`, id);
      dictionary.lastRoad = Math.max(dictionary.lastRoad, id);
    }
    return dictionary;
  }

  private identity({ level, parent, name }: Omit<WesternArea, 'id'>): string {
    const key = level === 2 ? cityKey(name ?? '') : level === 1 ? regionKey(name ?? '') : (name ?? '');
    return `${level}|${parent ?? ''}|${key}`;
  }

  private remember(area: WesternArea): void {
    this.areas.set(this.identity(area), area);
  }

  private area(level: number, parent: number | null, code: string | null, name: string): number {
    const wanted = { level, parent, code, name };
    const known = this.areas.get(this.identity(wanted));
    if (known) return known.id;
    const area = { id: ++this.lastArea, ...wanted };
    this.remember(area);
    return area.id;
  }

  /** The area of a city, or of a postcode where no city is given, or of the region. */
  place(country: string, region: string, city: string, postcode: string): number {
    const top = this.area(0, null, country, country.toUpperCase());
    const second = region ? this.area(1, top, region.toLowerCase(), region.toUpperCase()) : top;
    if (city) return this.area(2, second, null, city);
    return postcode ? this.area(2, second, postcode, postcode) : second;
  }

  road(area: number, name: string): number {
    let key = this.keys.get(name);
    if (key === undefined) {
      key = streetKey(name);
      this.keys.set(name, key);
    }
    const identity = `${area}|${key}`;
    let id = this.roads.get(identity);
    if (id === undefined) {
      id = ++this.lastRoad;
      this.roads.set(identity, id);
      this.added.push({ id, area, name, key });
    }
    return id;
  }

  async write(): Promise<void> {
    await createTable('gazetteer.intl_area_new', AREA_ROW);
    await createTable('gazetteer.intl_road_new', ROAD_ROW);
    const areas = new TableWriter('gazetteer.intl_area_new', AREA_ROW);
    for (const area of this.areas.values()) {
      areas.add(area.id, area.level, area.parent, area.code, area.name, null);
      if (areas.full) await areas.flush();
    }
    await areas.end();
    const roads = new TableWriter('gazetteer.intl_road_new', ROAD_ROW);
    for (const { id, area, name, key } of this.added) {
      roads.add(id, area, name, key, null, null);
      if (roads.full) await roads.flush();
    }
    await roads.end();
  }
}
