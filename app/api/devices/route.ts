import { chosenDevice } from '@/lib/vision/device';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.devices, async () => json(await chosenDevice()));
