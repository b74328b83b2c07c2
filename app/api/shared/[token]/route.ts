import { sharedMap } from '@/lib/projects/share';
import { json } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/shared';
import { baseMapSettings } from '../../config/base-maps';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.sharedMap, async ({ params }) => {
  const map = await sharedMap(params.token!);
  const vworld = map.view.baseMap?.startsWith('vworld') ?? false;
  return json({ ...map, config: await baseMapSettings(vworld) });
});
