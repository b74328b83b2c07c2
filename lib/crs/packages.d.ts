declare module 'wkt-parser' {
  /** The nodes of a WKT as an object, with the names proj4 uses; angles in radians. Throws for what is no WKT. */
  export default function parse(wkt: string): Record<string, unknown>;
}
