import { createHash, randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { SITES } from './app/_map/base-maps/sites';
import { themeScript } from './app/_shell/theme';
import { problemResponse, refusal } from './app/api/_http/guard';

/**
 * Stands before the pages: asks for the password and says what they may load. The routes under /api are left
 * out, since a matched route gets bodies cut off at 10 MB; their wrapper (app/api/_http/route.ts) does the
 * same checks.
 */
export const config = { matcher: '/((?!api/).*)' };

const development = process.env.NODE_ENV === 'development';
const THEME_HASH = createHash('sha256').update(themeScript).digest('base64');

/** Shared maps, whose path is the key, and the pieces of every page, which say nothing of anyone's data. */
const OPEN = /^\/(?:(?:s|embed)\/[\w-]+|(?:_next\/static|fonts|basemap|icons)\/.+|icon\.svg)$/;
/** The page made for frames of other sites. */
const FRAMED = /^\/embed\//;

function contentPolicy(nonce: string, framed: boolean): string {
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'sha256-${THEME_HASH}'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob: ${SITES}`,
    `connect-src 'self' blob: ${SITES}${development ? ' ws:' : ''}`,
    `worker-src 'self'`,
    `font-src 'self'`,
    `object-src 'none'`,
    `base-uri 'self'`,
    `form-action 'self'`,
    `frame-ancestors ${framed ? '*' : "'none'"}`,
  ].join('; ');
}

export function proxy(request: NextRequest): Response {
  const { pathname } = request.nextUrl;
  const refused = refusal(request, OPEN.test(pathname));
  if (refused) return problemResponse(refused, pathname);
  const policy = contentPolicy(randomBytes(16).toString('base64'), FRAMED.test(pathname));
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy); // Next.js takes the nonce for its scripts from here
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  response.headers.set('X-Content-Type-Options', 'nosniff');
  response.headers.set('Referrer-Policy', 'same-origin');
  return response;
}
