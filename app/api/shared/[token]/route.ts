import { config } from '@/lib/config';
import { sharedMap } from '@/lib/projects/share';
import { json } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/shared';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.sharedMap, async ({ params }) => {
  const map = await sharedMap(params.token!);
  const vworld = config.VWORLD_KEY && map.view.baseMap?.startsWith('vworld');
  return json({ ...map, ...(vworld ? { vworldKey: config.VWORLD_KEY } : {}) });
});
