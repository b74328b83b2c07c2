import { DISTRICT, PROVINCE, TOWN } from '@/lib/gazetteer/areas';
import { type LonLat, metres } from '../distance';
import type { LabelledMatch } from '../labelled';

/** What may be meant, as the search box shows it: its own name, and the area it lies in (an address: its building or parcel). */
export type Suggestion = LabelledMatch & { name: string; area?: string };

export interface Ranked {
  suggestion: Suggestion;
  rank: number;
}

/**
 * Ranks are points. Administrative areas come first, the larger the sooner; then roads by their addresses;
 * then buildings. A whole name goes before a begun one, and of equals the nearest to the map's centre goes
 * first: ten times as far costs as much as a fourth of the addresses.
 */
const KIND = { province: 100, district: 90, town: 66, village: 50, road: 52, building: 48, place: 40 };
const WHOLE = 15;

export const areaRank = (level: number, addresses: number) =>
  (level === PROVINCE
    ? KIND.province
    : level === DISTRICT
      ? KIND.district
      : level === TOWN
        ? KIND.town
        : KIND.village) + Math.log10(1 + addresses);

/** By law a 대로 is 40 m wide or more, a 로 12 m, a 길 less. */
const width = (name: string) => (name.endsWith('대로') ? 8 : name.endsWith('로') ? 4 : 0);

export const roadRank = (name: string, addresses: number) =>
  KIND.road + Math.min(25, 3.6 * Math.log(Math.max(1, addresses))) + width(name);

export const buildingRank = () => KIND.building;

/** A city of ten million stands with the districts. */
export const placeRank = (population: number) => KIND.place + 8 * Math.log10(1 + population);

const distanceCost = (at: LonLat, near: LonLat | undefined) =>
  near ? 6 * Math.log10(1 + metres(at, near) / 1000) : 0;

export function ranked(suggestion: Suggestion, kind: number, whole: boolean, near?: LonLat): Ranked {
  return { suggestion, rank: kind + (whole ? WHOLE : 0) - distanceCost(suggestion, near) };
}

/** Of one name that was not typed whole, no more than this: others that begin so have to be seen, too. */
const OF_A_NAME = 3;

/** The best, each once. */
export function best(all: readonly Ranked[], limit: number): Suggestion[] {
  const seen = new Set<string>();
  const ofName = new Map<string, number>();
  const out: Suggestion[] = [];
  const left: Suggestion[] = [];
  for (const { suggestion } of [...all].sort((a, b) => b.rank - a.rank)) {
    const { label, name, level } = suggestion;
    if (seen.has(label)) continue;
    seen.add(label);
    const count = ofName.get(`${level} ${name}`) ?? 0;
    ofName.set(`${level} ${name}`, count + 1);
    (count < OF_A_NAME ? out : left).push(suggestion);
    if (out.length === limit) return out;
  }
  return [...out, ...left].slice(0, limit);
}
