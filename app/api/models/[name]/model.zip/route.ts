import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { config } from '@/lib/config';
import { zipped } from '@/lib/layers/exporters/zip';
import { modelNamed } from '@/lib/vision/model-folders';
import { attachment, streamed } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/models';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** What a model is; a folder may also hold checkpoints and pictures of its training. */
const PARTS = /^(card\.json|README\.md|report\.(json|html)|(?!checkpoint).+\.(onnx|safetensors))$/;

export const GET = route(operations.archiveModel, async ({ params }) => {
  const { folder, card } = await modelNamed(params.name!, config.DATA_DIR);
  const names = (await readdir(folder)).filter((name) => PARTS.test(name)).sort();
  const members = names.map((name) => ({
    name: `${card.name}/${name}`,
    content: () => createReadStream(join(folder, name)) as AsyncIterable<Uint8Array>,
  }));
  return new Response(streamed(zipped(members)), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': attachment(`${card.name}.zip`),
      'Cache-Control': 'no-store, no-transform',
    },
  });
});
