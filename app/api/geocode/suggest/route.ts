import { suggest } from '@/lib/geocode/suggest/suggest';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/geocode';
import { geocodeJson } from '../geocode-json';
import { nearOf } from '../near';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.suggest, async ({ query }) =>
  geocodeJson(await suggest(query.q, { limit: query.limit, near: nearOf(query) }), query.q),
);
