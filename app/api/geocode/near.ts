import type { LonLat } from '@/lib/geocode/distance';
import { Problem } from '@/lib/problems';

/**
 * The position a caller looks at, in degrees, from the parameters lon and lat.
 * @throws Problem where only one of them is given.
 */
export function nearOf({ lon, lat }: { lon?: number; lat?: number }): LonLat | undefined {
  if (lon !== undefined && lat !== undefined) return { lon, lat };
  if (lon === undefined && lat === undefined) return undefined;
  const parameter = lon === undefined ? 'lon' : 'lat';
  throw new Problem(
    'bad-request',
    `The parameter "${parameter}" is missing: a position needs both lon and lat.`,
    { parameter },
  );
}
