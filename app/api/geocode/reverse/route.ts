import { reverse } from '@/lib/geocode/reverse';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/geocode';
import { geocodeJson } from '../geocode-json';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.reverse, async ({ query: { lon, lat, limit } }) =>
  geocodeJson(await reverse(lon, lat, { limit })),
);
