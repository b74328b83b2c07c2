import { provinceOfCode, roadKey, romanise, romanKey } from '@/lib/address/keys';
import type { Province } from '@/lib/address/types';
import { query } from '@/lib/db/database';
import { AREA_ROW, createTable, ROAD_ROW, TableWriter } from './staging';

/** Area of the kr family while importing. */
export interface KoreanArea {
  id: number;
  level: number;
  parent: KoreanArea | undefined;
  code: string;
  name: string | null;
  name_en: string | null;
}

export interface KoreanRoad {
  id: number;
  area: number;
  name: string;
  code: string | null;
}

/** Where an address lies: area is the deepest known (리 or 읍면동). */
export interface Place {
  province: Province;
  district: KoreanArea;
  town: KoreanArea;
  area: KoreanArea;
}

export interface PlaceNames {
  province: string;
  district: string;
  town: string;
  village?: string;
}

/**
 * One code for what was only renumbered whole: 강원 42 -> 51, 전북 45 -> 52, 군위 47720 -> 27720. An old
 * and a new edition so meet in the same areas and roads. (2026-07-01 was no change of prefix: both stay.)
 */
export function currentCode(code: string): string {
  if (code.startsWith('42')) return `51${code.slice(2)}`;
  if (code.startsWith('45')) return `52${code.slice(2)}`;
  if (code.startsWith('47720')) return `27720${code.slice(5)}`;
  return code;
}

/**
 * Areas and roads of the kr family in memory: ids never change, new ones are added. What is new is only
 * written (to tables of its own) when the import publishes.
 */
export class KoreanDictionary {
  private readonly areas = new Map<string, KoreanArea>(); // by current code
  private readonly roads = new Map<number, Map<string, KoreanRoad>>(); // by district and name
  private readonly roadsByCode = new Map<string, KoreanRoad>();
  private readonly places = new Map<string, Place>();
  private readonly added: KoreanRoad[] = [];
  private lastArea = 0;
  private lastRoad = 0;

  /** @param newest names and codes of this import replace older ones. */
  constructor(private readonly newest: boolean) {}

  static async load(newest: boolean): Promise<KoreanDictionary> {
    const dictionary = new KoreanDictionary(newest);
    const areas = await query<Omit<KoreanArea, 'parent'> & { parent_id: number | null }>(
      'select id, level, parent_id, code, name, name_en from gazetteer.kr_area order by level',
    );
    const byId = new Map<number, KoreanArea>();
    for (const { parent_id, ...row } of areas) {
      const area = { ...row, parent: parent_id === null ? undefined : byId.get(parent_id) };
      byId.set(area.id, area);
      dictionary.areas.set(currentCode(area.code), area);
      dictionary.lastArea = Math.max(dictionary.lastArea, area.id);
    }
    const roads = await query<KoreanRoad>('select id, area_id as area, name, code from gazetteer.kr_road');
    for (const road of roads) {
      dictionary.remember(road);
      dictionary.lastRoad = Math.max(dictionary.lastRoad, road.id);
    }
    return dictionary;
  }

  private remember(road: KoreanRoad): void {
    let names = this.roads.get(road.area);
    if (!names) {
      names = new Map();
      this.roads.set(road.area, names);
    }
    names.set(road.name, road);
    if (road.code) this.roadsByCode.set(currentCode(road.code), road);
  }

  /** The areas of a 법정동코드 (10 digits); undefined where its 시도 is unknown. */
  place(code: string, names: PlaceNames): Place | undefined {
    const known = this.places.get(code);
    if (known) {
      if (known.town.name === null && names.town) known.town.name = names.town;
      if (known.area.name === null && names.village && known.area.level === 4)
        known.area.name = names.village;
      return known;
    }
    const province = provinceOfCode(code.slice(0, 2));
    if (!province || !/^\d{10}$/.test(code)) return undefined;
    const top = this.area(1, undefined, code.slice(0, 2), names.province);
    const district = this.area(2, top, code.slice(0, 5), names.district);
    const town = this.area(3, district, code.slice(0, 8), names.town);
    const area = code.endsWith('00') ? town : this.area(4, town, code, names.village);
    const place = { province, district, town, area };
    this.places.set(code, place);
    return place;
  }

  private area(
    level: number,
    parent: KoreanArea | undefined,
    code: string,
    name: string | undefined,
  ): KoreanArea {
    const stored = this.areas.get(currentCode(code));
    if (stored) {
      if (name && (stored.name === null || this.newest)) stored.name = name;
      if (this.newest) stored.code = code;
      return stored;
    }
    const area = { id: ++this.lastArea, level, parent, code, name: name || null, name_en: null };
    this.areas.set(currentCode(code), area);
    return area;
  }

  /** The road of this name in a district, added when new. */
  road(district: KoreanArea, name: string, code: string | null): KoreanRoad {
    let road = this.roads.get(district.id)?.get(name);
    if (!road) {
      road = { id: ++this.lastRoad, area: district.id, name, code };
      this.remember(road);
      this.added.push(road);
    } else if (code) {
      const current = currentCode(code);
      if (!this.roadsByCode.has(current)) this.roadsByCode.set(current, road);
    }
    return road;
  }

  /** A road that files name by its 도로명코드 only. */
  roadOfCode(code: string): KoreanRoad | undefined {
    return this.roadsByCode.get(currentCode(code));
  }

  /** Writes all areas to gazetteer.kr_area_new and new roads to gazetteer.kr_road_new. */
  async write(): Promise<void> {
    await createTable('gazetteer.kr_area_new', AREA_ROW);
    await createTable('gazetteer.kr_road_new', ROAD_ROW);
    const areas = new TableWriter('gazetteer.kr_area_new', AREA_ROW);
    for (const area of new Set(this.areas.values())) {
      areas.add(area.id, area.level, area.parent?.id ?? null, area.code, area.name, area.name_en);
      if (areas.full) await areas.flush();
    }
    await areas.end();
    const roads = new TableWriter('gazetteer.kr_road_new', ROAD_ROW);
    for (const { id, area, name, code } of this.added) {
      roads.add(id, area, name, roadKey(name), romanKey(romanise(name)), code);
      if (roads.full) await roads.flush();
    }
    await roads.end();
  }
}
