import { createTranslator } from 'next-intl';
import { HTML_TYPE, JSON_TYPE } from '@/lib/ogc/documents';
import { checkNames } from '@/lib/ogc/query';
import { asProblem, Problem } from '@/lib/problems';
import { problemResponse, refusal } from '../../api/_http/guard';
import { chooseLocale, LOCALE_COOKIE, type Locale } from '../../i18n/locale';
import { messagesOf } from '../../i18n/messages';
import { type HtmlPage, page } from '../_html/page';

export interface Words {
  locale: Locale;
  say: (key: string, values?: Record<string, string | number>) => string;
}

interface OgcCall {
  /** As the client knows it, behind whatever proxies. */
  url: URL;
  /** Of the landing page, without a slash at its end. */
  base: string;
  params: Record<string, string>;
}

interface OgcAnswer {
  /** A JSON document. */
  document: unknown;
  type?: string;
  headers?: Record<string, string>;
  /** The same for people; made only when asked for. */
  html: (words: Words) => HtmlPage;
}

interface Context {
  params: Promise<Record<string, string>>;
}

/** The address the client asked, from what proxies say of it. */
function publicUrl(request: Request): URL {
  const url = new URL(request.url);
  const first = (name: string) => request.headers.get(name)?.split(',')[0]?.trim();
  const host = first('x-forwarded-host') ?? first('host');
  const protocol = first('x-forwarded-proto');
  if (host && URL.canParse(`http://${host}`)) url.host = host;
  if (protocol === 'https' || protocol === 'http') url.protocol = protocol;
  return url;
}

/** `f` says it, else Accept, else it is JSON. */
function wantsHtml(url: URL, accept: string): boolean {
  const format = url.searchParams.get('f');
  if (format === 'json') return false;
  if (format === 'html') return true;
  if (format !== null) {
    throw new Problem('bad-request', `The parameter "f" is json or html, not "${format.slice(0, 40)}".`, {
      parameter: 'f',
    });
  }
  return accept
    .split(',')
    .map((entry) => entry.trim().split(';')[0]!.toLowerCase())
    .some((type, _, all) => type === HTML_TYPE && !all.slice(0, all.indexOf(HTML_TYPE)).some(isJson));
}

const isJson = (type: string) => /^application\/([\w.-]+\+)?json$/.test(type);

async function wordsFor(request: Request): Promise<Words> {
  const cookie = new RegExp(`${LOCALE_COOKIE}=(\\w+)`).exec(request.headers.get('cookie') ?? '')?.[1];
  const locale = chooseLocale(cookie, request.headers.get('accept-language'));
  const { ogc } = await messagesOf(locale);
  const translate = createTranslator({ locale, messages: { ogc } as never, namespace: 'ogc' as never });
  return { locale, say: translate as unknown as Words['say'] };
}

/**
 * A route of OGC API Features: JSON, or the same as a page; a parameter that is not known is an error, and
 * errors have the members of the standard's exceptions (code, description) beside those of RFC 9457.
 * @param names of the parameters besides `f`; undefined where the handler checks them itself
 */
export function ogcRoute(
  names: readonly string[] | undefined,
  handle: (call: OgcCall) => Promise<OgcAnswer>,
): (request: Request, context?: Context) => Promise<Response> {
  return async (request, context) => {
    const url = publicUrl(request);
    try {
      const refused = refusal(request);
      if (refused) throw refused;
      if (names) checkNames(url.searchParams, ['f', ...names]);
      const html = wantsHtml(url, request.headers.get('accept') ?? '');
      const params = (await context?.params) ?? {};
      const answer = await handle({ url, base: `${url.origin}/ogc`, params });
      const words = html ? await wordsFor(request) : undefined;
      return new Response(words ? page(answer.html(words), url, words) : JSON.stringify(answer.document), {
        headers: {
          'Content-Type': words ? `${HTML_TYPE}; charset=utf-8` : (answer.type ?? JSON_TYPE),
          'Cache-Control': 'no-store',
          Vary: 'Accept, Accept-Language, Cookie',
          'X-Content-Type-Options': 'nosniff',
          ...answer.headers,
        },
      });
    } catch (error) {
      const { kind, message, members, status } = asProblem(error);
      if (status === 500) console.error(`${request.method} ${url.pathname}:`, error);
      const problem = new Problem(kind, message, { ...members, code: kind, description: message });
      return problemResponse(problem, url.pathname);
    }
  };
}
