import { checkExport, findExporter } from '@/lib/layers/exporters/export';
import { writeSlim } from '@/lib/layers/exporters/slim';
import { publicLayer, sharedLayer, shownColumns } from '@/lib/projects/share';
import { attachment, json, streamed } from '../../../../_http/respond';
import { route } from '../../../../_http/route';
import * as operations from '../../../../_schemas/shared';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** As under /api/layers: `<id>`, the layer itself, and `<id>.<format>`, its features. */
export const GET = route(operations.sharedExport, async ({ params, query }) => {
  const [id = '', ending] = params.id!.split('.', 2);
  if (ending === undefined) return json(publicLayer(await sharedLayer(params.token!, id)));
  const exporter = findExporter(ending);
  const slim = exporter.name === 'geojson' && query.slim;
  const layer = await sharedLayer(params.token!, id, slim ? undefined : 'download');
  const options = { properties: shownColumns(layer).map(({ name }) => name) };
  await checkExport(layer, exporter, options);
  return new Response(streamed(slim ? writeSlim(layer, slim) : exporter.write(layer, options)), {
    headers: {
      'Content-Type': exporter.mediaType,
      'Cache-Control': 'no-store, no-transform',
      ...(query.download ? { 'Content-Disposition': attachment(`${layer.name}.${exporter.ending}`) } : {}),
    },
  });
});
