import { config } from '@/lib/config';
import { editions, listDatasets } from '@/lib/gazetteer/datasets';
import { enqueue } from '@/lib/jobs/store';
import { receive } from '../_http/receive';
import { json } from '../_http/respond';
import { route } from '../_http/route';
import * as operations from '../_schemas/addresses';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** Names of change files: daily (AlterD.JUSUKR..., ..._dailyjusukrdata.zip) and monthly (..._mod). */
const CHANGES = /^AlterD\.|dailyjusukr|_mod(_|\.|$)/i;

export const GET = route(operations.listAddresses, async () => {
  const [datasets, current] = await Promise.all([listDatasets(), editions()]);
  return json({ datasets, editions: current, rows: datasets.reduce((sum, { rows }) => sum + rows, 0) });
});

export const POST = route(operations.addAddresses, async ({ request, query }) => {
  const { upload, fields } = await receive(request, config.MAX_ADDRESS_BYTES);
  const files = upload.files.map(({ name }) => name);
  const update = query.update ? query.update === '1' : files.every((name) => CHANGES.test(name));
  const title = query.title ?? fields.get('title')?.[0];
  const job = await enqueue(update ? 'update-addresses' : 'import-addresses', {
    upload: upload.id,
    files,
    ...(title ? { title } : {}),
  });
  return json({ job }, 202);
});
