import { config } from '@/lib/config';
import { type ImportRequest, startImport } from '@/lib/imports/start';
import { listLayers } from '@/lib/layers/store';
import { removeUpload } from '@/lib/uploads/store';
import { readBody } from '../_http/operation';
import { receive } from '../_http/receive';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/layers';
import { importFromForm } from './form';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.listLayers, async ({ query }) =>
  json({ layers: await listLayers(query.project) }),
);

export const POST = route(operations.createLayer, async ({ request }) => {
  if (!/^multipart\//i.test(request.headers.get('content-type') ?? '')) {
    const body = await readBody(operations.NewLayerSchema, request);
    return json(await startImport(body as ImportRequest), 202);
  }
  const { upload, fields } = await receive(request, config.MAX_UPLOAD_BYTES);
  try {
    return json(await startImport(importFromForm(upload.id, fields)), 202);
  } catch (error) {
    await removeUpload(upload.id);
    throw error;
  }
});
