import { config } from '@/lib/config';
import { removeUpload } from '@/lib/uploads/store';
import { type ClassificationRequest, startClassification } from '@/lib/vision/classify-image/start';
import { readBody } from '../_http/operation';
import { receive } from '../_http/receive';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/classifications';
import { classificationFromForm } from './form';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.createClassification, async ({ request }) => {
  if (!/^multipart\//i.test(request.headers.get('content-type') ?? '')) {
    const body = await readBody(operations.ClassificationSchema, request);
    return json(await startClassification(body as ClassificationRequest), 202);
  }
  const { upload, fields } = await receive(request, config.MAX_UPLOAD_BYTES);
  try {
    return json(await startClassification(classificationFromForm(upload.id, fields)), 202);
  } catch (error) {
    await removeUpload(upload.id);
    throw error;
  }
});
