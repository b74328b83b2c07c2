import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';
import { modelNamed } from '@/lib/vision/model-folders';
import { attachment, streamed } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.downloadModel, async ({ params }) => {
  const { folder, card } = await modelNamed(params.name!, config.DATA_DIR);
  const path = join(folder, 'model.onnx');
  const file = await stat(path).catch(() => undefined);
  if (!file)
    throw new Problem('not-found', `The model "${card.name}" is not one file; ask for its model.zip.`);
  return new Response(streamed(createReadStream(path)), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(file.size),
      'Content-Disposition': attachment(`${card.name}.onnx`),
      'Cache-Control': 'no-store, no-transform',
    },
  });
});
