import { config } from '@/lib/config';
import { shownFile, shownPreview } from '@/lib/imports/preview';
import { removeUpload } from '@/lib/uploads/store';
import { receive } from '../_http/receive';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/uploads';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.createUpload, async ({ request }) => {
  const { upload } = await receive(request, config.MAX_UPLOAD_BYTES);
  try {
    const preview = await shownPreview(upload.id);
    return json({ id: upload.id, ...shownFile(upload), preview }, 201);
  } catch (error) {
    await removeUpload(upload.id);
    throw error;
  }
});
