/** Pages that runs leave in their folder: they need nothing but themselves, and open by a double click. */

export const escaped = (text: string) => text.replace(/[<>&"]/g, (letter) => `&#${letter.codePointAt(0)};`);

const STYLE = `
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 1200px; margin: 0 auto; padding: 16px; color: #1a1a1a; background: #fff; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
  .wide { overflow-x: auto; } img, svg { max-width: 100%; height: auto; } .wide img { max-width: none; }
  svg { width: 720px; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; }
  th, td { border: 1px solid #ccc; padding: 4px 8px; text-align: right; } thead th { text-align: center; background: #f3f4f6; }
  @media (prefers-color-scheme: dark) { body { color: #e8e8e8; background: #161616; } thead th { background: #2a2a2a; } th, td { border-color: #555; } }
`;

/** @param title in words, not markup; @param body markup */
export const htmlPage = (title: string, body: string) => `<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
${body}
</html>
`;

/** What is wider than a phone: it scrolls by itself, also by the keyboard. */
export const wide = (label: string, content: string) =>
  `<div class="wide" tabindex="0" role="region" aria-label="${escaped(label)}">${content}</div>`;
