import { exporters } from '@/lib/layers/exporters/all';
import { writeSlim } from '@/lib/layers/exporters/slim';
import { removeLayer } from '@/lib/layers/remove';
import { getLayer, updateLayer } from '@/lib/layers/store';
import type { Style } from '@/lib/layers/style';
import { Problem } from '@/lib/problems';
import { attachment, json, noContent, streamed } from '../../_http/respond';
import { route } from '../../_http/route';
import * as operations from '../../_schemas/layers';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

/** Both `<id>`, the layer itself, and `<id>.<format>`, its features: a segment holds one name only. */
export const GET = route(operations.exportLayer, async ({ params, query }) => {
  const [id = '', ending] = params.id!.split('.', 2);
  if (ending === undefined) return json(await getLayer(id));
  const exporter = exporters.find(({ name }) => name === ending);
  if (!exporter) {
    const known = exporters.map(({ name }) => name).join(', ');
    throw new Problem('not-found', `A layer comes as ${known}, not as "${ending}".`);
  }
  const layer = await getLayer(id);
  const slim = query.slim && exporter.name === 'geojson';
  const texts = slim
    ? writeSlim(layer)
    : exporter.write(
        layer,
        query.properties === undefined ? {} : { properties: query.properties.split(',') },
      );
  return new Response(streamed(texts), {
    headers: {
      'Content-Type': exporter.mediaType,
      'Cache-Control': 'no-store, no-transform', // compressing on the way costs more time than it saves
      ...(query.download ? { 'Content-Disposition': attachment(`${layer.name}.${exporter.name}`) } : {}),
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
