import { createHash, timingSafeEqual } from 'node:crypto';
import { config } from '@/lib/config';
import { Problem } from '@/lib/problems';

const digest = (text: string) => createHash('sha256').update(text).digest();
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

/** The password of a request: HTTP Basic with any user name, or a Bearer token. */
function givenPassword(authorization: string): string | undefined {
  const [, scheme = '', rest = ''] = /^(\S+)\s+(\S+)\s*$/.exec(authorization) ?? [];
  if (/^bearer$/i.test(scheme)) return rest;
  if (!/^basic$/i.test(scheme)) return undefined;
  const decoded = Buffer.from(rest, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 ? undefined : decoded.slice(colon + 1);
}

const hostname = (host: string) => host.replace(/:\d+$/, '');
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether another site's page made the browser send this request. */
function crossOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site) return site !== 'same-origin' && site !== 'none';
  const origin = headers.get('origin');
  if (!origin) return false; // not a browser
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/**
 * Why a request is refused, if it is: no or wrong PASSWORD; a change asked for by another site's page; on a
 * loopback address without a password, a name that only pretends to be this machine (DNS rebinding).
 * @param open the password is not asked for: a shared map, whose path is the key
 */
export function refusal(request: { method: string; headers: Headers }, open = false): Problem | undefined {
  const { method, headers } = request;
  if (config.PASSWORD) {
    if (open)
      return READING.has(method) ? undefined : new Problem('forbidden', 'A shared map is for looking.');
    const given = givenPassword(headers.get('authorization') ?? '');
    if (given === undefined || !same(given, config.PASSWORD)) {
      return new Problem(
        'unauthorized',
        'Send the password as HTTP Basic (any user name) or as a Bearer token.',
      );
    }
  } else if (LOOPBACK.has(config.HOST)) {
    const host = headers.get('host');
    if (host && !LOOPBACK.has(hostname(host))) {
      return new Problem(
        'forbidden',
        `This server answers on this machine only and was asked as "${hostname(host)}"; set PASSWORD to allow other names.`,
      );
    }
  }
  if (!READING.has(method) && crossOrigin(headers)) {
    return new Problem('forbidden', 'Changes are not accepted from pages of other sites.');
  }
  return undefined;
}

/** A problem as a response (RFC 9457). */
export function problemResponse(problem: Problem, instance?: string): Response {
  return new Response(JSON.stringify(problem.details(instance)), {
    status: problem.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      ...(problem.kind === 'unauthorized'
        ? { 'WWW-Authenticate': 'Basic realm="Jari", charset="UTF-8"' }
        : {}),
    },
  });
}
