import type { Geometry, Position } from 'geojson';
import type { Member, Opened, Reader } from './reader';
import { TextReader, textHead } from './text';
import { rootElement } from './xml';
import { type FeatureHandler, readXmlFeatures } from './xml-features';

const KINDS: Record<string, string> = { wpt: 'waypoint', rte: 'route', trk: 'track' };
const POINTS = new Set(['wpt', 'rtept', 'trkpt']);
/** Simple elements of GPX 1.1 that are numbers. */
const NUMBERS = new Set([
  'ele',
  'magvar',
  'geoidheight',
  'sat',
  'hdop',
  'vdop',
  'pdop',
  'number',
  'speed',
  'course',
]);

/** Gathers waypoints, routes and tracks; a track is a line of its segments. */
class GpxHandler implements FeatureHandler {
  features: FeatureHandler['features'] = [];
  private readonly path: string[] = [];
  private properties: Record<string, unknown> = {};
  private lines: Position[][] = [];
  private position: Position = [];
  private fault: string | undefined;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.path.push(name);
    if (name in KINDS && this.path.length === 2) {
      this.properties = { gpx_type: KINDS[name] };
      this.lines = name === 'rte' ? [[]] : [];
      this.fault = undefined;
    }
    if (name === 'trkseg') this.lines.push([]);
    if (POINTS.has(name)) {
      this.position = [Number.parseFloat(attributes.lon ?? ''), Number.parseFloat(attributes.lat ?? '')];
      if (!this.position.every(Number.isFinite)) this.fault = 'A point has no lon and lat.';
    }
    if (name === 'link' && attributes.href && this.path.length === 3)
      this.properties.link ??= attributes.href;
  }

  close(name: string, text: string): void {
    this.path.pop();
    const parent = this.path.at(-1) ?? '';
    const value = text.trim();
    if (POINTS.has(parent) && name === 'ele') {
      const height = Number.parseFloat(value);
      if (Number.isFinite(height)) this.position.push(height);
    }
    if (this.path.length === 2 && parent in KINDS && value !== '' && !POINTS.has(name)) {
      const number = NUMBERS.has(name) ? Number(value) : Number.NaN;
      if (name !== 'link') this.properties[name] = Number.isFinite(number) ? number : value;
    }
    if (name === 'rtept' || name === 'trkpt') this.lines.at(-1)?.push(this.position);
    if (name in KINDS && this.path.length === 1) this.finish(name);
  }

  private finish(name: string): void {
    const { properties, fault } = this;
    if (fault) this.features.push({ geometry: null, properties, fault });
    else this.features.push({ geometry: this.geometry(name), properties });
  }

  private geometry(name: string): Geometry | null {
    if (name === 'wpt') return { type: 'Point', coordinates: this.position };
    // A segment of one point is where somebody stood: no line.
    const lines = this.lines.filter((line) => line.length > 1);
    if (lines.length === 0) return null;
    return lines.length === 1
      ? { type: 'LineString', coordinates: lines[0]! }
      : { type: 'MultiLineString', coordinates: lines };
  }
}

export const gpx: Reader = {
  name: 'gpx',
  title: 'GPX',
  endings: ['.gpx'],
  recognises: (head) => rootElement(textHead(head)) === 'gpx',

  async open(member: Member): Promise<Opened> {
    const text = new TextReader(member);
    return {
      crs: 'EPSG:4326',
      crsBy: 'format',
      faults: [],
      share: () => text.share(),
      read: (from = {}) => readXmlFeatures(member, text, new GpxHandler(), from),
    };
  },
};
