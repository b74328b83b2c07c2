import type { Geometry, Position } from 'geojson';

/** A text that is no WKT, with what was expected and where. */
export class WktError extends Error {}

const TYPES: Record<string, Geometry['type']> = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  POLYGON: 'Polygon',
  TRIANGLE: 'Polygon',
  MULTIPOINT: 'MultiPoint',
  MULTILINESTRING: 'MultiLineString',
  MULTIPOLYGON: 'MultiPolygon',
  GEOMETRYCOLLECTION: 'GeometryCollection',
};
const TOKEN = /\s*([A-Za-z]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[(),;=])/y;
const DEEPEST = 50;

/** One pass over the text, a token at a time. */
class Parser {
  private at = 0;
  /** Whether the third number of a position is a height. */
  private height = true;

  constructor(private readonly text: string) {}

  private peek(): string | undefined {
    TOKEN.lastIndex = this.at;
    return TOKEN.exec(this.text)?.[1];
  }

  private next(): string | undefined {
    const token = this.peek();
    if (token !== undefined) this.at = TOKEN.lastIndex;
    return token;
  }

  fail(expected: string): never {
    const found = this.text.slice(this.at, this.at + 20).trim();
    throw new WktError(
      `WKT: expected ${expected} at character ${this.at + 1}${found ? `, found "${found}"` : ', where it ends'}.`,
    );
  }

  private expect(token: string): void {
    if (this.peek() !== token) this.fail(`"${token}"`);
    this.next();
  }

  private takes(token: string): boolean {
    if (this.peek()?.toUpperCase() !== token) return false;
    this.next();
    return true;
  }

  srid(): number | undefined {
    if (!this.takes('SRID')) return undefined;
    this.expect('=');
    const code = Number(this.next());
    if (!Number.isInteger(code)) this.fail('a number after SRID=');
    this.expect(';');
    return code;
  }

  end(): void {
    if (this.text.slice(this.at).trim() !== '') this.fail('the end');
  }

  private position(): Position {
    const numbers: number[] = [];
    for (let token = this.peek(); token !== undefined && /[\d.]/.test(token); token = this.peek()) {
      numbers.push(Number(token));
      this.next();
    }
    if (numbers.length < 2) this.fail('two numbers');
    return numbers.slice(0, this.height ? 3 : 2);
  }

  /** "( item, item, ... )", or EMPTY. */
  private list<T>(item: () => T): T[] {
    if (this.takes('EMPTY')) return [];
    this.expect('(');
    const items = [item()];
    while (this.takes(',')) items.push(item());
    this.expect(')');
    return items;
  }

  private line = () => this.list(() => this.position());
  private rings = () => this.list(this.line);

  /** Points of a MULTIPOINT stand in brackets or do not. */
  private bracketed = (): Position => {
    if (this.peek() !== '(') return this.position();
    this.next();
    const position = this.position();
    this.expect(')');
    return position;
  };

  geometry(depth = 0): Geometry {
    const word = this.peek()?.toUpperCase() ?? '';
    const [, name, glued] = /^(.*?)(ZM|Z|M)?$/.exec(word)!;
    const type = TYPES[word] ?? TYPES[name!];
    if (!type)
      this.fail(/^[A-Z]+$/.test(word) ? 'a type of geometry that GeoJSON has' : 'a type of geometry');
    if (depth > DEEPEST) this.fail('collections nested less deep');
    this.next();
    const before = this.height;
    const dimension = (TYPES[word] ? undefined : glued) ?? ['ZM', 'Z', 'M'].find((name) => this.takes(name));
    if (dimension) this.height = dimension !== 'M';
    const geometry = this.body(type, depth);
    this.height = before;
    return geometry;
  }

  private body(type: Geometry['type'], depth: number): Geometry {
    switch (type) {
      case 'Point':
        return { type, coordinates: this.list(() => this.position())[0] ?? [] };
      case 'LineString':
        return { type, coordinates: this.line() };
      case 'MultiPoint':
        return { type, coordinates: this.list(this.bracketed) };
      case 'Polygon':
      case 'MultiLineString':
        return { type, coordinates: this.rings() };
      case 'MultiPolygon':
        return { type, coordinates: this.list(this.rings) };
      case 'GeometryCollection':
        return { type, geometries: this.list(() => this.geometry(depth + 1)) };
    }
  }
}

/** Whether a text begins as WKT or EWKT does. */
export const looksLikeWkt = (text: string) =>
  /^\s*(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON|TRIANGLE|GEOMETRYCOLLECTION)\s*(?:ZM?|M)?\s*(?:\(|EMPTY)/i.test(
    text,
  );

/**
 * A geometry of well-known text, OGC or PostGIS's extended form, in linear time. Z is kept, M is not.
 * @returns srid: the code in front of it, where there is one
 * @throws WktError saying what was expected and where
 */
export function readWkt(text: string): { geometry: Geometry; srid?: number } {
  const parser = new Parser(text);
  const srid = parser.srid();
  const geometry = parser.geometry();
  parser.end();
  return srid === undefined ? { geometry } : { geometry, srid };
}
