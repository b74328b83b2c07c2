import { config } from '@/lib/config';
import { geocodedCsv } from '@/lib/imports/csv';
import { Problem } from '@/lib/problems';
import { removeUpload } from '@/lib/uploads/store';
import { receive } from '../../../_http/receive';
import { attachment, streamed } from '../../../_http/respond';
import { route } from '../../../_http/route';
import * as operations from '../../../_schemas/geocode';
import { formatFromForm } from '../../../layers/form';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const POST = route(operations.searchCsv, async ({ request }) => {
  if (!/^multipart\//i.test(request.headers.get('content-type') ?? '')) {
    throw new Problem('unsupported-type', 'Send a form (multipart/form-data) with the file as "data".');
  }
  const { upload, fields } = await receive(request, config.MAX_UPLOAD_BYTES);
  const done = () => void removeUpload(upload.id);
  try {
    const { name, texts } = await geocodedCsv(upload, {
      columns: fields.get('columns'),
      resultColumns: fields.get('result_columns'),
      format: formatFromForm(fields),
      mark: ['1', 'true', 'yes'].includes(fields.get('with_bom')?.[0] ?? ''),
      signal: request.signal,
    });
    return new Response(streamed(texts, done), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Cache-Control': 'no-store, no-transform', // compressing on the way costs more time than it saves
        'Content-Disposition': attachment(`${name}.geocoded.csv`),
      },
    });
  } catch (error) {
    done();
    throw error;
  }
});
