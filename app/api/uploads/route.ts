import { config } from '@/lib/config';
import { shownPreview, tableOf } from '@/lib/imports/preview';
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
    const { name, bytes } = tableOf(upload);
    return json({ id: upload.id, name, bytes, preview: await shownPreview(upload.id) }, 201);
  } catch (error) {
    await removeUpload(upload.id);
    throw error;
  }
});
