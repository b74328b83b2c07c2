import { oneCollection } from '@/lib/ogc/documents';
import { publishedLayer } from '@/lib/ogc/layers';
import { collectionPage } from '../../_html/pages';
import { ogcRoute } from '../../_http/ogc-route';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = ogcRoute([], async ({ base, url, params }) => {
  const layer = await publishedLayer(params.id!);
  return { document: oneCollection(base, url, layer), html: collectionPage(base, layer) };
});
