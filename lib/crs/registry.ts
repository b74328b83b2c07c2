import data from './epsg.json';

/**
 * The EPSG dataset as far as proj4 can use it (made by tests/generate/epsg.ts; EPSG Geodetic Parameter
 * Dataset, IOGP). The shift to WGS 84 is the one that PROJ takes where it has no grid files: mostly within
 * a few metres, more for NAD 27 and its like, whose only good way is a grid.
 */
interface Registered {
  code: string;
  name: string;
  proj4: string;
  geographic: boolean;
}

type Row = [name: string, projection: string, shift: number, esri?: string];
const systems = data.systems as unknown as Record<string, Row>;

/** Ellipsoids that differ from that of WGS 84 by less than a millimetre, and spheres, which have no datum. */
const NEEDS_NO_SHIFT = /\+(?:ellps=(?:GRS80|WGS84)|datum=(?:WGS84|NAD83)|R=)/;

function fromRow(code: string, [name, projection, shift]: Row): Registered | undefined {
  const towgs84 = data.shifts[shift];
  if (!towgs84 && !NEEDS_NO_SHIFT.test(projection)) return undefined;
  // proj4 knows NAD 27 by its grids alone, which are not here.
  const plain = projection.replace('+datum=NAD27', '+ellps=clrk66');
  return {
    code: `EPSG:${code}`,
    name,
    proj4: `${plain}${towgs84 && !/\+(?:datum|towgs84)=/.test(plain) ? ` +towgs84=${towgs84}` : ''} +no_defs`,
    geographic: projection.startsWith('+proj=longlat'),
  };
}

/** The system of an EPSG code; undefined when there is none, or no way to WGS 84 without grid files. */
export function registered(code: string): Registered | undefined {
  const row = systems[code];
  return row && fromRow(code, row);
}

/** The name as WKT of any writer has it: "GCS_Korean_Datum_1985" and "Korean 1985" come near each other. */
const plainName = (name: string) =>
  name
    .toLowerCase()
    .replace(/^(?:gcs|d)_/, '')
    .replace(/[^a-z0-9]/g, '');

let codes: Map<string, string> | undefined;

/** The EPSG code of a system by the name that ESRI's .prj files have for it. */
export function codeOfEsri(name: string): string | undefined {
  if (!codes) {
    codes = new Map();
    for (const [code, row] of Object.entries(systems)) if (row[3]) codes.set(row[3], `EPSG:${code}`);
  }
  return codes.get(name);
}

let shifts: Map<string, string> | undefined;

/** The shift to WGS 84 of the geographic system of that name, in WKT of any writer; undefined when not known. */
export function shiftOfGeographic(name: string): string | undefined {
  if (!shifts) {
    shifts = new Map();
    for (const [title, projection, shift] of Object.values(systems)) {
      const towgs84 = data.shifts[shift];
      if (projection.startsWith('+proj=longlat') && towgs84) shifts.set(plainName(title), towgs84);
    }
  }
  return shifts.get(plainName(name));
}
