/**
 * The XML of workbooks, read in pieces: elements and text, no more. Namespace prefixes are dropped, entities
 * other than XML's own are left as they are (so nothing can expand), document types are ignored.
 */
export interface XmlHandler {
  open(name: string, attribute: (name: string) => string | undefined): void;
  text(text: string): void;
  close(name: string): void;
}

const entities: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (all, hex, decimal, name) => {
      if (name) return entities[name.toLowerCase()]!;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/** Value of an attribute in the text of a tag. */
function attributeOf(tag: string, name: string): string | undefined {
  for (let at = tag.indexOf(name); at >= 0; at = tag.indexOf(name, at + 1)) {
    const before = tag.charCodeAt(at - 1);
    if (before > 0x20 && before !== 0x3a) continue; // the end of a longer name
    let equals = at + name.length;
    while (tag.charCodeAt(equals) <= 0x20) equals++;
    if (tag[equals] !== '=') continue;
    let quote = equals + 1;
    while (tag.charCodeAt(quote) <= 0x20) quote++;
    const end = tag.indexOf(tag[quote]!, quote + 1);
    if (end < 0) return undefined;
    return decodeEntities(tag.slice(quote + 1, end));
  }
  return undefined;
}

/** Place of the > that ends a tag: not one within quotes. -1 when it is not there yet. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x3e) return at;
  }
  return -1;
}

export class XmlReader {
  private rest = '';

  constructor(private readonly handler: XmlHandler) {}

  push(piece: string): void {
    const text = this.rest + piece;
    let at = 0;
    while (at < text.length) {
      if (text[at] !== '<') {
        const next = text.indexOf('<', at);
        if (next < 0) break;
        this.handler.text(decodeEntities(text.slice(at, next)));
        at = next;
        continue;
      }
      const end = this.markup(text, at);
      if (end < 0) break;
      at = end;
    }
    this.rest = text.slice(at);
  }

  /** Handles the markup that begins at `at`; its end, or -1 when it is not complete. */
  private markup(text: string, at: number): number {
    const special = [
      ['<!--', '-->'],
      ['<![CDATA[', ']]>'],
      ['<?', '?>'],
    ].find(([open]) => text.startsWith(open!, at));
    if (special) {
      const [open, close] = special as [string, string];
      const end = text.indexOf(close, at + open.length);
      if (end < 0) return -1;
      if (open === '<![CDATA[') this.handler.text(text.slice(at + open.length, end));
      return end + close.length;
    }
    if (text.length - at < 9 && '<![CDATA['.startsWith(text.slice(at))) return -1;
    const end = tagEnd(text, at + 1);
    if (end < 0) return -1;
    const code = text.charCodeAt(at + 1);
    if (code === 0x2f) this.handler.close(local(text.slice(at + 2, end).trim()));
    else if (code !== 0x21) this.element(text.slice(at + 1, end));
    return end + 1;
  }

  private element(tag: string): void {
    const empty = tag.endsWith('/');
    let nameEnd = 0;
    while (nameEnd < tag.length && tag.charCodeAt(nameEnd) > 0x20 && tag[nameEnd] !== '/') nameEnd++;
    const name = local(tag.slice(0, nameEnd));
    this.handler.open(name, (attribute) => attributeOf(tag, attribute));
    if (empty) this.handler.close(name);
  }
}
