import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { DIMENSION } from '../tiles/names';
import type { Layer } from '../types';
import { colourExpression, shownExpression } from './by';
import { holds } from './default';
import { GROUPS, propertiesOf } from './properties/all';
import {
  type Drawing,
  type Expression,
  fractionOf,
  PARTS,
  type Part,
  type Setting,
} from './properties/property';
import type { Style } from './schema';

type Drawn = Pick<Layer, 'kind' | 'counts' | 'extent' | 'style'>;

/** A source of the map, and the layer in it where it is one of tiles. */
export interface SourceRef {
  source: string;
  'source-layer'?: string;
}

export interface StyleLayersOptions {
  features: SourceRef;
  /** A point for each line and area (DIMENSION says which) to label it at; without it each part is labelled. */
  labels?: SourceRef;
  dark: boolean;
  /** Font stack of the labels. */
  font: string[];
  /** Prefix of the layers' ids. */
  prefix: string;
  /** false: not drawn (layers are there, hidden). */
  visible?: boolean;
}

const TYPES: Record<Part, LayerSpecification['type']> = {
  heat: 'heatmap',
  fill: 'fill',
  outline: 'line',
  line: 'line',
  circle: 'circle',
  icon: 'symbol',
  cluster: 'circle',
  count: 'symbol',
  areaLabel: 'symbol',
  lineLabel: 'symbol',
  label: 'symbol',
};
const LABELS: readonly Part[] = ['areaLabel', 'lineLabel', 'label'];
/** Parts that a person can point at. */
export const SOLID: readonly Part[] = ['fill', 'outline', 'line', 'circle', 'icon', 'cluster'];

/** Labels a tile can lay out; many more would not be read, and cost seconds. */
const LABELS_A_TILE = 4000;

/** Zoom from which a layer is labelled, so that no tile has too many labels. */
export function labelZoom({ counts, extent }: Pick<Layer, 'counts' | 'extent'>): number {
  if (!extent || counts.rows <= LABELS_A_TILE) return 0;
  const [west, south, east, north] = extent;
  const area = Math.max((east - west) * (north - south), 1e-6); // square degrees
  const zoom = Math.log2(360 * Math.sqrt(counts.rows / area / LABELS_A_TILE));
  return Math.min(15, Math.max(0, Math.round(zoom * 10) / 10));
}

/** What a GeoJSON source must do for a style: gather points or not. Zooms and pixels of the map. */
export function clusterOptions({ points, cluster }: Style) {
  return {
    cluster: points === 'clusters',
    clusterRadius: cluster.radius,
    clusterMaxZoom: Math.round(cluster.maxZoom),
  };
}

/** The parts a layer is drawn with, lowest first. */
function partsOf(layer: Drawn): Part[] {
  const { style } = layer;
  const { point, line, polygon } = holds(layer);
  const symbols = point && style.points !== 'heat';
  const labelled = style.label.template !== null;
  const drawn: Record<Part, boolean> = {
    heat: point && style.points === 'heat',
    fill: polygon,
    outline: polygon,
    line,
    circle: symbols && style.symbol.shape === 'circle',
    icon: symbols && style.symbol.shape === 'icon',
    cluster: point && style.points === 'clusters',
    count: point && style.points === 'clusters',
    areaLabel: labelled && polygon,
    lineLabel: labelled && line,
    label: labelled && symbols,
  };
  return PARTS.filter((part) => drawn[part]);
}

/** Parts that are labels of lines or areas drawn at the points of `labels`. */
function atLabelPoint(part: Part, { label }: Style, { labels }: StyleLayersOptions): boolean {
  if (!labels) return false;
  return part === 'areaLabel' || (part === 'lineLabel' && !label.alongLine);
}

/** Features a part is made of. */
function filterOf(part: Part, style: Style, apart: boolean): Expression {
  const geometry = (type: string) => ['==', ['geometry-type'], type];
  if (part === 'cluster' || part === 'count') return ['has', 'point_count'];
  const conditions: Expression[] = [];
  if (apart) conditions.push(['==', ['get', DIMENSION], part === 'areaLabel' ? 2 : 1]);
  else if (part === 'fill' || part === 'outline' || part === 'areaLabel')
    conditions.push(geometry('Polygon'));
  else if (part === 'line' || part === 'lineLabel') conditions.push(geometry('LineString'));
  else conditions.push(geometry('Point'));
  if (style.points === 'clusters') conditions.push(['!', ['has', 'point_count']]);
  const shown = shownExpression(style);
  if (shown !== null) conditions.push(shown);
  return conditions.length === 1 ? conditions[0] : ['all', ...conditions];
}

function sizeOf({ symbol: { size, sizeBy, largest } }: Style): Expression {
  if (!sizeBy) return size;
  // Areas, not widths, are compared by eye.
  return ['interpolate', ['linear'], ['sqrt', fractionOf(sizeBy)], 0, size, 1, largest];
}

/** Ends of the zooms of a part; MapLibre shows [from, to). */
function zoomsOf(part: Part, layer: Drawn): { minzoom?: number; maxzoom?: number } {
  const { layer: whole, label } = layer.style;
  let [from, to] = [whole.minZoom, whole.maxZoom];
  if (LABELS.includes(part)) {
    from = Math.max(from, label.minZoom ?? labelZoom(layer));
    to = Math.min(to, label.maxZoom);
  }
  return { ...(from > 0 ? { minzoom: from } : {}), ...(to < 24 ? { maxzoom: to } : {}) };
}

/** Exact answers lie over the others. */
const EXACT_ABOVE = ['match', ['get', 'level'], ['address', 'parcel', 'place'], 1, 0];

/** What is the same in every style. */
function givenOf(part: Part, layer: Drawn, { font }: StyleLayersOptions): Setting {
  const text = { layout: { 'text-font': font } };
  switch (part) {
    case 'circle':
      return layer.kind === 'geocoded' ? { layout: { 'circle-sort-key': EXACT_ABOVE } } : {};
    case 'count':
      return { ...text, paint: { 'text-color': countInk(layer.style.symbol.color) } };
    case 'label':
    case 'areaLabel':
      return { layout: { ...text.layout, 'text-max-width': 9 } };
    case 'lineLabel':
      return text;
    default:
      return {};
  }
}

/** Black or white, whichever is read better on a colour (WCAG's relative luminance). */
function countInk(color: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.2 ? '#16202a' : '#ffffff';
}

/**
 * A layer as layers of a MapLibre style, lowest first: pure, so that the map, an export, print and a share page
 * draw alike. Features carry their values by column name, and `status` and `level`.
 */
export function styleLayers(layer: Drawn, options: StyleLayersOptions): LayerSpecification[] {
  const { style } = layer;
  const drawing: Drawing = {
    style,
    colour: colourExpression(style),
    size: sizeOf(style),
    picked: ['boolean', ['feature-state', 'selected'], false],
    dark: options.dark,
    labelPoints: options.labels !== undefined,
  };
  return partsOf(layer).map((part) => {
    const settings = GROUPS.flatMap((group) =>
      propertiesOf(group).flatMap(([name, property]) => {
        const draw = property.draw?.[part];
        return draw ? [draw((style[group] as Record<string, unknown>)[name], drawing)] : [];
      }),
    );
    const all = [givenOf(part, layer, options), ...settings];
    const apart = atLabelPoint(part, style, options);
    return {
      id: `${options.prefix}:${part}`,
      type: TYPES[part],
      ...(apart ? options.labels : options.features),
      filter: filterOf(part, style, apart) as FilterSpecification,
      ...zoomsOf(part, layer),
      layout: {
        visibility: options.visible === false ? 'none' : 'visible',
        ...Object.assign({}, ...all.map(({ layout }) => layout)),
      },
      paint: Object.assign({}, ...all.map(({ paint }) => paint)),
    } as LayerSpecification;
  });
}
