import { search } from '@/lib/geocode/search';
import { Problem } from '@/lib/problems';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/geocode';
import { geocodeJson } from '../geocode-json';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.search, async ({ query: { q, limit, lon, lat } }) => {
  if ((lon === undefined) !== (lat === undefined)) {
    const parameter = lon === undefined ? 'lon' : 'lat';
    throw new Problem(
      'bad-request',
      `The parameter "${parameter}" is missing: a position needs both lon and lat.`,
      { parameter },
    );
  }
  const near = lon === undefined || lat === undefined ? undefined : { lon, lat };
  return geocodeJson(await search(q, { limit, near }), q);
});
