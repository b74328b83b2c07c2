import { contentCrs, GEOJSON_TYPE, items } from '@/lib/ogc/documents';
import { itemsPage } from '@/lib/ogc/items';
import { publishedLayer } from '@/lib/ogc/layers';
import { readItemsQuery } from '@/lib/ogc/query';
import { itemsPageHtml } from '../../../_html/pages';
import { ogcRoute } from '../../../_http/ogc-route';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = ogcRoute(undefined, async ({ base, url, params }) => {
  const layer = await publishedLayer(params.id!);
  const query = readItemsQuery(layer, url.searchParams);
  const page = await itemsPage(layer, query);
  return {
    document: items(base, url, layer, query, page, new Date()),
    type: GEOJSON_TYPE,
    headers: { 'Content-Crs': contentCrs(query.crs) },
    html: itemsPageHtml(base, url, layer, page),
  };
});
