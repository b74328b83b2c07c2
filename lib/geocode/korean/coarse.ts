import { buildingKey } from '@/lib/address/keys';
import { type Area, ancestor, DISTRICT, PROVINCE, provinceOf } from '@/lib/gazetteer/areas';
import type { BuildingRow, Gazetteer } from '@/lib/gazetteer/lookup';
import { areaSize, ROAD_M, reach } from '../reach';
import type { Level } from '../types';
import type { Attempt, Candidate } from './candidate';
import { type AreaGuess, base, type RoadGuess } from './numbered';
import { inScope } from './scope';

/** What is left when no number matched: the building by name, the road, the legal dong, the district, the province. */

export function roadMiddle(
  gazetteer: Gazetteer,
  { attempt, road, penalty, changes }: RoadGuess,
): Candidate | undefined {
  if (road.lon === null || road.lat === null) return undefined;
  return {
    attempt,
    level: 'road',
    score: Math.max(0.2, base(attempt) - penalty - (attempt.reading.main === undefined ? 0.3 : 0.5)),
    lon: road.lon,
    lat: road.lat,
    point: 'area',
    uncertainty_m: reach(road, ROAD_M),
    area: gazetteer.areas.byId.get(road.area_id),
    road,
    changes: [...attempt.changes, ...changes],
  };
}

export function areaMiddle(
  attempt: Attempt,
  area: Area,
  changes: AreaGuess['changes'] = [],
): Candidate | undefined {
  if (area.lon === null || area.lat === null) return undefined;
  const level: Level =
    area.level === PROVINCE ? 'province' : area.level === DISTRICT ? 'district' : 'legal_dong';
  const wanted = attempt.reading.form === 'area' ? 0.1 : 0.5;
  const worth = { legal_dong: 0, district: 0.15, province: 0.25 }[level as 'legal_dong'] ?? 0;
  return {
    attempt,
    level,
    score: Math.max(0.1, base(attempt) - wanted - (attempt.reading.form === 'area' ? 0 : worth)),
    lon: area.lon,
    lat: area.lat,
    point: 'area',
    uncertainty_m: reach(area, areaSize(area)),
    area,
    changes: [...attempt.changes, ...changes],
  };
}

/** The district or province that the scope comes down to, if it is one. */
export function scopeMiddle(gazetteer: Gazetteer, attempt: Attempt): Candidate | undefined {
  const { scope, reading } = attempt;
  const { areas } = gazetteer;
  if (scope.districts) {
    const districts = [...scope.districts].map((id) => areas.byId.get(id)!);
    if (districts.length === 1) return areaMiddle(attempt, districts[0]!);
    // 수원 is a city of four 구: the one in the middle stands for it, with a radius that holds them all.
    const city = districts[0]!.name?.split(' ')[0];
    const whole = districts.every(
      (area) => area.parent === districts[0]!.parent && area.name?.split(' ')[0] === city,
    );
    return whole ? middleOf(attempt, districts) : undefined;
  }
  if (!scope.provinces || !reading.province) return undefined;
  const provinces = areas.provinces.filter((area) => scope.provinces!.includes(provinceOf(area)!));
  return provinces.length === 1 ? areaMiddle(attempt, provinces[0]!) : undefined;
}

function middleOf(attempt: Attempt, districts: Area[]): Candidate | undefined {
  const located = districts.filter((area) => area.lon !== null);
  if (!located.length) return undefined;
  const total = located.reduce((sum, area) => sum + area.addresses, 0);
  const lon = located.reduce((sum, area) => sum + area.lon! * area.addresses, 0) / total;
  const lat = located.reduce((sum, area) => sum + area.lat! * area.addresses, 0) / total;
  const one = areaMiddle(attempt, located[0]!)!;
  const widest = Math.max(...located.map((area) => reach(area, areaSize(area))));
  return { ...one, lon, lat, uncertainty_m: Math.round(widest * Math.sqrt(located.length)) };
}

/** Buildings of the written name within the scope. */
export async function matchBuildings(
  gazetteer: Gazetteer,
  attempts: readonly Attempt[],
): Promise<Candidate[]> {
  const named = attempts.filter((attempt) => attempt.reading.building);
  const keys = named.map((attempt) => buildingKey(attempt.reading.building!));
  const rows = await gazetteer.buildings(keys.filter((key) => key.length > 2));
  const candidates: Candidate[] = [];
  named.forEach((attempt, i) => {
    for (const row of rows.get(keys[i]!) ?? []) {
      const candidate = buildingCandidate(gazetteer, attempt, row);
      if (candidate) candidates.push(candidate);
    }
  });
  return candidates;
}

function buildingCandidate(gazetteer: Gazetteer, attempt: Attempt, row: BuildingRow): Candidate | undefined {
  const area = gazetteer.areas.byId.get(row.area_id);
  const district = area && ancestor(area, DISTRICT);
  if (!district || !inScope(attempt.scope, district.id, gazetteer.areas)) return undefined;
  return {
    attempt,
    level: 'place',
    // A name alone is weaker than a name within a district; beside a number that is not there, weaker still.
    score: Math.max(0.2, base(attempt) - (attempt.reading.form === 'name' ? 0.1 : 0.25)),
    lon: row.lon,
    lat: row.lat,
    point: 'entrance',
    uncertainty_m: 50,
    area,
    addressKey: row.address_key,
    postcode: row.postcode,
    name: row.name,
    changes: [...attempt.changes, { rule: 'building-name', from: attempt.reading.building!, to: row.name }],
  };
}
