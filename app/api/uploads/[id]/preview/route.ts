import { shownPreview } from '@/lib/imports/preview';
import { json } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/uploads';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.previewUpload, async ({ params, body }) =>
  json({ preview: await shownPreview(params.id!, body as Parameters<typeof shownPreview>[1]) }),
);
