import { exporters } from '@/lib/layers/exporters/all';
import { writeSlim } from '@/lib/layers/exporters/slim';
import { Problem } from '@/lib/problems';
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
  const exporter = exporters.find(({ name }) => name === ending);
  const slim = query.slim && ending === 'geojson';
  const layer = await sharedLayer(params.token!, id, slim ? undefined : 'download');
  if (!exporter) throw new Problem('not-found', `A layer does not come as "${ending}".`);
  const properties = shownColumns(layer).map(({ name }) => name);
  return new Response(streamed(slim ? writeSlim(layer) : exporter.write(layer, { properties })), {
    headers: {
      'Content-Type': exporter.mediaType,
      'Cache-Control': 'no-store, no-transform',
      ...(query.download ? { 'Content-Disposition': attachment(`${layer.name}.${ending}`) } : {}),
    },
  });
});
