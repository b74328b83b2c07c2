import type { Geometry, Position } from 'geojson';
import type { Member, Opened, Reader } from './reader';
import { TextReader, textHead } from './text';
import { rootElement } from './xml';
import { type FeatureHandler, readXmlFeatures } from './xml-features';

/** Simple elements of a placemark that become attributes of the same name. */
const ATTRIBUTES = new Set(['name', 'description', 'address', 'phoneNumber', 'Snippet', 'styleUrl']);
const GEOMETRIES = new Set([
  'Point',
  'LineString',
  'LinearRing',
  'Polygon',
  'MultiGeometry',
  'Track',
  'MultiTrack',
]);
const NUMERIC_TYPES = new Set(['int', 'uint', 'short', 'ushort', 'float', 'double']);

/** "lon,lat[,height] lon,lat[,height] ..." */
function tuples(text: string): Position[] {
  // Blanks around commas are wrong but common.
  const plain = text.replace(/\s*,\s*/g, ',').trim();
  return plain === '' ? [] : plain.split(/\s+/).map((tuple) => tuple.split(',').slice(0, 3).map(Number));
}

/** A geometry that is being read. */
interface Part {
  type: string;
  positions: Position[];
  rings: Position[][];
  parts: Geometry[];
}

function collected(parts: Geometry[]): Geometry | null {
  if (parts.length <= 1) return parts[0] ?? null;
  const [type] = [...new Set(parts.map((part) => part.type))];
  const alike = parts.every((part) => part.type === type);
  if (!alike || !['Point', 'LineString', 'Polygon'].includes(type!)) {
    return { type: 'GeometryCollection', geometries: parts };
  }
  return {
    type: `Multi${type}`,
    coordinates: parts.map((part) => (part as { coordinates: unknown }).coordinates),
  } as Geometry;
}

function finished({ type, positions, rings, parts }: Part): Geometry | null {
  if (type === 'Point') return positions[0] ? { type, coordinates: positions[0] } : null;
  if (type === 'Polygon') return rings.length > 0 ? { type, coordinates: rings } : null;
  if (type === 'MultiGeometry' || type === 'MultiTrack') return collected(parts);
  return positions.length > 0 ? { type: 'LineString', coordinates: positions } : null;
}

/** Gathers placemarks: geometry, names of the folders above, simple elements and extended data. */
class KmlHandler implements FeatureHandler {
  features: FeatureHandler['features'] = [];
  private readonly path: string[] = [];
  private readonly folders: string[] = [];
  private properties: Record<string, unknown> | undefined;
  private shapes: Geometry[] = [];
  private readonly building: Part[] = [];
  private dataName = '';
  private readonly fieldTypes = new Map<string, string>();

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.path.push(name);
    if (name === 'Folder') this.folders.push('');
    else if (name === 'Placemark') {
      this.properties = {};
      this.shapes = [];
    } else if (name === 'SimpleField') this.fieldTypes.set(attributes.name ?? '', attributes.type ?? '');
    else if (name === 'Data' || name === 'SimpleData') this.dataName = attributes.name ?? '';
    else if (this.properties && GEOMETRIES.has(name)) {
      this.building.push({ type: name, positions: [], rings: [], parts: [] });
    }
  }

  close(name: string, text: string): void {
    this.path.pop();
    const parent = this.path.at(-1);
    if (name === 'Folder') this.folders.pop();
    else if (name === 'name' && parent === 'Folder') this.folders[this.folders.length - 1] = text.trim();
    else if (name === 'Placemark') this.finish();
    else if (this.properties) this.inPlacemark(name, parent, text);
  }

  private inPlacemark(name: string, parent: string | undefined, text: string): void {
    const properties = this.properties!;
    const building = this.building.at(-1);
    if (building?.type === name && GEOMETRIES.has(name)) this.closeGeometry(this.building.pop()!);
    else if (name === 'coordinates') building?.positions.push(...tuples(text));
    else if (name === 'coord') building?.positions.push(text.trim().split(/\s+/).slice(0, 3).map(Number));
    else if (parent === 'Placemark' && ATTRIBUTES.has(name) && text.trim() !== '')
      properties[name] = text.trim();
    else if (parent === 'TimeStamp' || parent === 'TimeSpan') properties[name] = text.trim();
    else if (name === 'value' && parent === 'Data') properties[this.dataName] = text.trim() || null;
    else if (name === 'SimpleData') properties[this.dataName] = this.typed(text.trim());
  }

  private typed(text: string): unknown {
    if (text === '') return null;
    const type = this.fieldTypes.get(this.dataName) ?? '';
    if (type === 'bool') return text === '1' || text === 'true';
    const value = NUMERIC_TYPES.has(type) ? Number(text) : Number.NaN;
    return Number.isFinite(value) ? value : text;
  }

  private closeGeometry(part: Part): void {
    const above = this.building.at(-1);
    if (part.type === 'LinearRing' && above?.type === 'Polygon') {
      // The exterior goes first wherever it stands.
      if (this.path.at(-1) === 'outerBoundaryIs') above.rings.unshift(part.positions);
      else above.rings.push(part.positions);
      return;
    }
    const geometry = finished(part);
    if (geometry) (above?.parts ?? this.shapes).push(geometry);
  }

  private finish(): void {
    const folder = this.folders.filter((name) => name !== '').join(' / ');
    const properties = { ...this.properties, ...(folder ? { folder } : {}) };
    this.features.push({ geometry: collected(this.shapes), properties });
    this.properties = undefined;
    this.building.length = 0;
  }
}

export const kml: Reader = {
  name: 'kml',
  title: 'KML',
  endings: ['.kml', '.kmz'],
  recognises: (head) => {
    const text = textHead(head);
    const root = rootElement(text);
    return (
      root === 'kml' || ((root === 'Document' || root === 'Placemark') && text.includes('opengis.net/kml'))
    );
  },

  async open(member: Member): Promise<Opened> {
    const text = new TextReader(member);
    return {
      crs: 'EPSG:4326',
      crsBy: 'format',
      faults: [],
      share: () => text.share(),
      read: (from = {}) => readXmlFeatures(member, text, new KmlHandler(), from),
    };
  },
};
