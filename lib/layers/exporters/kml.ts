import type { Geometry, Position } from 'geojson';
import { tidyGeometry } from '@/lib/geojson/tidy';
import { templateText } from '../style/template';
import type { Layer } from '../types';
import type { Exporter } from './exporter';
import { chosenColumns, recordPages } from './records';
import { xmlText } from './xml-text';

/** KML writes colours as aabbggrr. */
function colour(hex: string, opacity: number): string {
  const [r, g, b] = [hex.slice(1, 3), hex.slice(3, 5), hex.slice(5, 7)];
  const alpha = Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0');
  return `${alpha}${b}${g}${r}`.toLowerCase();
}

function style({ style: { symbol } }: Layer): string {
  const plain = colour(symbol.color, symbol.opacity);
  const faint = colour(symbol.color, symbol.opacity * 0.4);
  return `<Style id="layer"><IconStyle><color>${plain}</color><scale>${symbol.size / 11}</scale></IconStyle><LineStyle><color>${plain}</color><width>2</width></LineStyle><PolyStyle><color>${faint}</color></PolyStyle></Style>`;
}

const coordinates = (positions: Position[]) =>
  `<coordinates>${positions.map((position) => position.slice(0, 3).join(',')).join(' ')}</coordinates>`;

/** Heights count from sea level; without one a place lies on the ground, which is KML's default. */
const mode = (position: Position | undefined) =>
  position && position.length > 2 ? '<altitudeMode>absolute</altitudeMode>' : '';

const multi = (parts: string[]) => `<MultiGeometry>${parts.join('')}</MultiGeometry>`;

const point = (position: Position) => `<Point>${mode(position)}${coordinates([position])}</Point>`;
const line = (positions: Position[]) =>
  `<LineString>${mode(positions[0])}${coordinates(positions)}</LineString>`;

function polygon([outer = [], ...holes]: Position[][]): string {
  const ring = (positions: Position[]) => `<LinearRing>${coordinates(positions)}</LinearRing>`;
  const inner = holes.map((hole) => `<innerBoundaryIs>${ring(hole)}</innerBoundaryIs>`).join('');
  return `<Polygon>${mode(outer[0])}<outerBoundaryIs>${ring(outer)}</outerBoundaryIs>${inner}</Polygon>`;
}

function shape(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates.length > 0 ? point(geometry.coordinates) : '';
    case 'MultiPoint':
      return multi(geometry.coordinates.map(point));
    case 'LineString':
      return line(geometry.coordinates);
    case 'MultiLineString':
      return multi(geometry.coordinates.map(line));
    case 'Polygon':
      return geometry.coordinates.length > 0 ? polygon(geometry.coordinates) : '';
    case 'MultiPolygon':
      return multi(geometry.coordinates.map(polygon));
    case 'GeometryCollection':
      return multi(geometry.geometries.map(shape));
  }
}

/** Whole numbers may be longer than KML's int of 32 bits, so all numbers are double. */
const SIMPLE_TYPES = { text: 'string', integer: 'double', number: 'double' } as const;

/**
 * KML 2.2 (OGC 07-147r2): a placemark a feature, named by its label or else the first column, its values
 * typed in ExtendedData, drawn in the layer's colour. A value that is null is left out.
 */
export const kml: Exporter = {
  name: 'kml',
  title: 'KML',
  ending: 'kml',
  mediaType: 'application/vnd.google-earth.kml+xml',
  anyCrs: false,
  whole: false,
  async *write(layer, options) {
    const columns = chosenColumns(layer, options);
    const { template } = layer.style.label;
    const places = new Map(columns.map(({ name }, i) => [name, i]));
    const fields = columns
      .map(({ name, type }) => `<SimpleField type="${SIMPLE_TYPES[type]}" name="${xmlText(name)}"/>`)
      .join('');
    yield `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${xmlText(layer.name)}</name>${style(layer)}<Schema name="layer" id="schema">${fields}</Schema>\n`;
    for await (const page of recordPages(layer, options)) {
      let piece = '';
      for (const { n, geometry, values } of page) {
        const data = values.map((value, i) =>
          value === null || value === undefined
            ? ''
            : `<SimpleData name="${xmlText(columns[i]!.name)}">${xmlText(typeof value === 'object' ? JSON.stringify(value) : String(value))}</SimpleData>`,
        );
        const label = template && templateText(template, (name) => values[places.get(name) ?? -1]);
        const name = xmlText(label || String(values[0] ?? n));
        piece += `<Placemark id="f${n}"><name>${name}</name><styleUrl>#layer</styleUrl><ExtendedData><SchemaData schemaUrl="#schema">${data.join('')}</SchemaData></ExtendedData>${geometry ? shape(tidyGeometry(geometry)) : ''}</Placemark>\n`;
      }
      yield piece;
    }
    yield '</Document></kml>\n';
  },
};
