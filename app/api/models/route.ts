import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { listModels } from '@/lib/vision/model-folders';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.listModels, async () => {
  const models = await listModels(config.DATA_DIR);
  return json({
    models: models.map(({ card, folder }) => ({
      own: folder.startsWith(config.DATA_DIR),
      onnx: existsSync(join(folder, 'model.onnx')),
      card,
    })),
  });
});
