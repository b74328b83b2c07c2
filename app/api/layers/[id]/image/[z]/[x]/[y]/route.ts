import { getLayer } from '@/lib/layers/store';
import { route } from '../../../../../../_http/route';
import * as operations from '../../../../../../_schemas/tiles';
import { imageResponse } from '../../../../../image-response';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.layerImage, async ({ params }) =>
  imageResponse(await getLayer(params.id!), params),
);
