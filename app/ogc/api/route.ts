import { OPENAPI_TYPE } from '@/lib/ogc/documents';
import { publishedLayers } from '@/lib/ogc/layers';
import { openApi30 } from '@/lib/ogc/openapi';
import packageJson from '@/package.json';
import { apiPage } from '../_html/pages';
import { ogcRoute } from '../_http/ogc-route';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = ogcRoute([], async ({ base }) => {
  const document = openApi30(base, await publishedLayers(), packageJson.version);
  const paths = Object.entries(document.paths as Record<string, { get: { summary: string } }>);
  return {
    document,
    type: OPENAPI_TYPE,
    html: apiPage(
      base,
      paths.map(([path, { get }]) => [path, get.summary]),
    ),
  };
});
