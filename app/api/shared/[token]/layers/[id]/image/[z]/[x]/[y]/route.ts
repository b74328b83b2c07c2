import { sharedLayer } from '@/lib/projects/share';
import { route } from '../../../../../../../../_http/route';
import * as operations from '../../../../../../../../_schemas/shared';
import { imageResponse } from '../../../../../../../../layers/image-response';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.sharedImage, async ({ params }) =>
  imageResponse(await sharedLayer(params.token!, params.id!), params),
);
