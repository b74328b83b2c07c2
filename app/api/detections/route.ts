import type { Static } from '@sinclair/typebox';
import { config } from '@/lib/config';
import { removeUpload } from '@/lib/uploads/store';
import { type DetectionRequest, startDetection } from '@/lib/vision/detect-image/start';
import { readBody } from '../_http/operation';
import { receive } from '../_http/receive';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/detections';
import { detectionFromForm } from './form';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

function fromBody(body: Static<typeof operations.DetectionSchema>): DetectionRequest {
  const { min_score: minScore, aoi_mode: aoiMode, ...rest } = body;
  return {
    ...rest,
    ...(minScore === undefined ? {} : { minScore }),
    ...(aoiMode === undefined ? {} : { aoiMode }),
  } as DetectionRequest;
}

export const POST = route(operations.createDetection, async ({ request }) => {
  if (!/^multipart\//i.test(request.headers.get('content-type') ?? '')) {
    return json(await startDetection(fromBody(await readBody(operations.DetectionSchema, request))), 202);
  }
  const { upload, fields } = await receive(request, config.MAX_IMAGE_BYTES);
  try {
    return json(await startDetection(detectionFromForm(upload.id, fields)), 202);
  } catch (error) {
    await removeUpload(upload.id);
    throw error;
  }
});
