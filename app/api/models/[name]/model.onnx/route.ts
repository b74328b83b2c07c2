import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';
import { listModels } from '@/lib/vision/model-folders';
import { attachment, streamed } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.downloadModel, async ({ params }) => {
  const found = (await listModels(config.DATA_DIR)).find(({ card }) => card.name === params.name);
  const path = found && join(found.folder, 'model.onnx');
  const file = path && (await stat(path).catch(() => undefined));
  if (!file) throw new Problem('not-found', `There is no model "${params.name}" to download.`);
  return new Response(streamed(createReadStream(path)), {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(file.size),
      'Content-Disposition': attachment(`${params.name}.onnx`),
      'Cache-Control': 'no-store, no-transform',
    },
  });
});
