import { search } from '@/lib/geocode/search';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/geocode';
import { geocodeJson } from '../geocode-json';
import { nearOf } from '../near';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.search, async ({ query }) =>
  geocodeJson(await search(query.q, { limit: query.limit, near: nearOf(query) }), query.q),
);
