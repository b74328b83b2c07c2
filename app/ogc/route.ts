import { landing } from '@/lib/ogc/documents';
import { landingPage } from './_html/pages';
import { ogcRoute } from './_http/ogc-route';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = ogcRoute([], async ({ base, url }) => ({
  document: landing(base, url),
  html: landingPage(base),
}));
