import { inFormat } from '@/lib/ogc/documents';
import type { Words } from '../_http/ogc-route';

/** Text for HTML, in elements and attributes. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export interface HtmlPage {
  title: string;
  /** The way from the landing page: name and address of each step before this page. */
  path: [name: string, href: string][];
  /** HTML, with all that is not ours escaped. */
  body: string;
}

export const link = (href: string, text: string) => `<a href="${escaped(href)}">${escaped(text)}</a>`;

const STYLE = `
:root{--paper:#fbfaf7;--panel:#fff;--ink:#1c2530;--muted:#5d6775;--line:#e5e2db;--accent:#0b6b6b;--hot:#e2562c;color-scheme:light dark;font:14px/1.6 'Noto Sans KR Variable',system-ui,sans-serif;font-feature-settings:'tnum'}
@media (prefers-color-scheme:dark){:root{--paper:#131a20;--panel:#1a232a;--ink:#e8edf1;--muted:#9dabb8;--line:#303c46;--accent:#4bb8b0;--hot:#f0734b}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink)}
main,header{max-width:1100px;margin:0 auto;padding:0 20px}
header{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center;min-height:52px;color:var(--muted)}
header .forms{margin-left:auto}
a{color:var(--accent);display:inline-block;min-height:36px;line-height:36px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
h1{font-size:22px;margin:8px 0;overflow-wrap:anywhere}
p{margin:4px 0 12px}
.muted{color:var(--muted)}
.card{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:12px 16px;margin:0 0 16px}
.wide{overflow-x:auto}
ul{list-style:none;padding:0;margin:0}
li+li{border-top:1px solid var(--line)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:4px 10px 4px 0;border-bottom:1px solid var(--line);max-width:340px;min-width:5em;overflow-wrap:break-word}
th{font-weight:600;white-space:nowrap}
td a{min-height:0;line-height:inherit}
code{overflow-wrap:anywhere}
svg{display:block;width:100%;height:auto;max-height:320px}
.pages{display:flex;gap:16px;align-items:center}
`;

/** A whole page of HTML: plain, without scripts. */
export function page({ title, path, body }: HtmlPage, url: URL, { locale, say }: Words): string {
  const steps = path.map(([name, href]) => `${link(href, name)} <span aria-hidden="true">/</span>`).join(' ');
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><link rel="stylesheet" href="/fonts/noto-sans-kr.css"><link rel="icon" href="/icon.svg">
<link rel="alternate" type="application/json" href="${escaped(inFormat(url, 'json'))}"><style>${STYLE}</style></head>
<body><header><nav aria-label="${escaped(say('path'))}">${steps} <span aria-current="page">${escaped(title)}</span></nav><span class="forms">${link(inFormat(url, 'json'), 'JSON')}</span></header>
<main><h1>${escaped(title)}</h1>${body}</main></body></html>`;
}
