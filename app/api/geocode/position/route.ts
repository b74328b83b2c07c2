import { readPosition } from '@/lib/crs/position';
import { json } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/geocode';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.position, async ({ query: { q } }) =>
  json({ positions: readPosition(q) }),
);
