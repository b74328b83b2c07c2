import { AT_ONCE, checkExport, findExporter } from '@/lib/layers/exporters/export';
import { writeSlim } from '@/lib/layers/exporters/slim';
import { removeLayer } from '@/lib/layers/remove';
import { getLayer, updateLayer } from '@/lib/layers/store';
import type { Style } from '@/lib/layers/style/schema';
import { Problem } from '@/lib/problems';
import { attachment, json, noContent, streamed } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/layers';
import { exportOptions } from '../export-options';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** Both `<id>`, the layer itself, and `<id>.<format>`, its features: a segment holds one name only. */
export const GET = route(operations.exportLayer, async ({ params, query }) => {
  const [id = '', ending] = params.id!.split('.', 2);
  if (ending === undefined) return json(await getLayer(id));
  const exporter = findExporter(ending);
  const layer = await getLayer(id);
  const options = exportOptions(query);
  const rows = await checkExport(layer, exporter, options);
  if (exporter.whole && rows > AT_ONCE) {
    throw new Problem(
      'conflict',
      `${exporter.title} of more than ${AT_ONCE} rows is made by a job: POST /api/layers/${id}/exports.`,
      { limit: AT_ONCE },
    );
  }
  const slim = exporter.name === 'geojson' && query.slim;
  return new Response(streamed(slim ? writeSlim(layer, slim) : exporter.write(layer, options)), {
    headers: {
      'Content-Type': exporter.mediaType,
      'Cache-Control': 'no-store, no-transform', // compressing on the way costs more time than it saves
      ...(query.download ? { 'Content-Disposition': attachment(`${layer.name}.${exporter.ending}`) } : {}),
    },
  });
});

export const PATCH = route(operations.updateLayer, async ({ params, body }) =>
  json(await updateLayer(params.id!, body as { style?: Style })),
);

export const DELETE = route(operations.removeLayer, async ({ params }) => {
  await removeLayer(params.id!);
  return noContent();
});
