import { openExport } from '@/lib/layers/exporters/storage';
import { attachment, streamed } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/exports';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.fetchExport, async ({ params }) => {
  const { name, mediaType, bytes, content } = await openExport(params.id!);
  return new Response(streamed(content), {
    headers: {
      'Content-Type': mediaType,
      'Content-Length': String(bytes),
      'Content-Disposition': attachment(name),
      'Cache-Control': 'no-store, no-transform',
    },
  });
});
