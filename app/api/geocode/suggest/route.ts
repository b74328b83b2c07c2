import { suggest } from '@/lib/geocode/search';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/geocode';
import { geocodeJson } from '../geocode-json';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.suggest, async ({ query: { q, limit } }) =>
  geocodeJson(await suggest(q, { limit }), q),
);
