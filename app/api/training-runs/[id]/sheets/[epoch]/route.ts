import { readSheet } from '@/lib/vision/runs/samples';
import { route } from '../../../../_http/route';
import * as operations from '../../../../_schemas/training';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = route(operations.runSheet, async ({ params }) => {
  const bytes = await readSheet(params.id!, Number(params.epoch));
  return new Response(new Uint8Array(bytes), {
    headers: { 'Content-Type': 'image/webp', 'Cache-Control': 'private, max-age=3600' },
  });
});
