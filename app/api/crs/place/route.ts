import { placePoints } from '@/lib/crs/place';
import { json } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/system';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.placeInCrs, async ({ body }) =>
  json(placePoints(body.crs, body.points as [number, number][])),
);
