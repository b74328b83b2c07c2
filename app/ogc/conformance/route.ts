import { CONFORMANCE, conformance } from '@/lib/ogc/documents';
import { conformancePage } from '../_html/pages';
import { ogcRoute } from '../_http/ogc-route';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = ogcRoute([], async ({ base, url }) => ({
  document: conformance(url),
  html: conformancePage(base, CONFORMANCE),
}));
