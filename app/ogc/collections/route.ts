import { collections } from '@/lib/ogc/documents';
import { publishedLayers } from '@/lib/ogc/layers';
import { collectionsPage } from '../_html/pages';
import { ogcRoute } from '../_http/ogc-route';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = ogcRoute([], async ({ base, url }) => {
  const layers = await publishedLayers();
  return { document: collections(base, url, layers), html: collectionsPage(base, layers) };
});
