import { Problem } from '@/lib/problems';

/**
 * The system that a `crs` member of the GeoJSON of 2008 names.
 * @returns as it is written: `EPSG:5179`, `urn:ogc:def:crs:OGC:1.3:CRS84`
 * @throws Problem when it names none
 */
export function crsMember(crs: unknown): string {
  const refuse = (why: string) =>
    new Problem(
      'unreadable',
      `The coordinate system of the file cannot be known: ${why}. Reproject it to WGS 84.`,
    );
  if (typeof crs !== 'object' || crs === null)
    throw refuse(`its "crs" is ${crs}, which means none can be assumed`);
  const { type, properties } = crs as { type?: unknown; properties?: { name?: unknown; code?: unknown } };
  if (type === 'link') throw refuse('its "crs" is a link, which is not followed');
  const name = type === 'name' ? properties?.name : type === 'EPSG' ? `EPSG:${properties?.code}` : undefined;
  if (typeof name !== 'string') throw refuse('its "crs" names no system');
  return name.trim();
}
