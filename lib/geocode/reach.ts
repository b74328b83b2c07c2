import { DISTRICT, PROVINCE, TOWN } from '@/lib/gazetteer/areas';

/**
 * Radii of circles as large as the mean 시·도, 시군구, 읍·면·법정동 and 리 (100,400 km² over some 17, 250,
 * 5,000 and, of nine tenths of it, 15,000), in metres; and half of a long road or a town of the West.
 */
const AREA_M = new Map([
  [PROVINCE, 43_000],
  [DISTRICT, 11_000],
  [TOWN, 2_500],
]);
const VILLAGE_M = 1_400;
export const ROAD_M = 1_000;
export const CITY_M = 5_000;

/** Nobody knows the middle of anything better than this, in metres. */
const LEAST_M = 100;

export const areaSize = ({ level }: { level: number }) => AREA_M.get(level) ?? VILLAGE_M;

/**
 * How far from its middle an address of an area or a road may lie, in metres. The radius that holds 95 % of
 * the addresses loaded says little where few are loaded (none at all for one): what such areas usually
 * measure stays as a floor that goes with the root of the count, as errors of estimates do.
 * @param usual what an area or road of this kind usually measures from its middle, in metres
 */
export function reach(
  { radius_m, addresses }: { radius_m: number | null; addresses: number },
  usual: number,
): number {
  return Math.round(Math.max(LEAST_M, radius_m ?? 0, usual / Math.sqrt(Math.max(1, addresses))));
}
