import { contentCrs, GEOJSON_TYPE, oneItem } from '@/lib/ogc/documents';
import { item } from '@/lib/ogc/items';
import { publishedLayer } from '@/lib/ogc/layers';
import { CRS84, systemOf } from '@/lib/ogc/systems';
import { itemPage } from '../../../../_html/pages';
import { ogcRoute } from '../../../../_http/ogc-route';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = ogcRoute(['crs'], async ({ base, url, params }) => {
  const layer = await publishedLayer(params.id!);
  const crs = systemOf(layer, url.searchParams.get('crs') ?? CRS84, 'crs');
  const feature = await item(layer, params.n!);
  return {
    document: oneItem(base, url, layer, feature, crs),
    type: GEOJSON_TYPE,
    headers: { 'Content-Crs': contentCrs(crs) },
    html: itemPage(base, layer, feature),
  };
});
