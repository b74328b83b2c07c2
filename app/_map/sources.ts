import type {
  GeoJSONSource,
  Map as MapLibreMap,
  RasterTileSource,
  Source,
  VectorTileSource,
} from 'maplibre-gl';
import { shownImage } from '@/lib/layers/shown-image';
import { clusterOptions, type SourceRef } from '@/lib/layers/style/maplibre';
import { FEATURES, LABELS, MAX_ZOOM } from '@/lib/layers/tiles/names';
import { servedAs } from '@/lib/layers/tiles/served-as';
import { tileVersion } from '@/lib/layers/tiles/version';
import { apiBase } from '../_lib/api';
import type { Layer } from '../_lib/types';

/**
 * Where the map gets the features of a layer from: a small layer whole, as GeoJSON; a large one as vector tiles.
 * Points are labelled where they lie; lines and polygons at a point of their own, once each.
 */

export const MARK = 'layer:'; // prefix of every source and layer that is the user's
const LABEL_ENDING = ':labels';
const IMAGE_ENDING = ':image';

const sourceId = (layer: Pick<Layer, 'id'>) => `${MARK}${layer.id}`;

/** The layer of the user that a source of the map belongs to. */
export const layerOfSource = (source: string): string =>
  source.slice(MARK.length).replace(LABEL_ENDING, '').replace(IMAGE_ENDING, '');

/** The source of the image under a layer. */
export const imageSource = (layer: Pick<Layer, 'id'>) => `${sourceId(layer)}${IMAGE_ENDING}`;

const hasShapes = ({ counts }: Layer) => counts.geometry.line + counts.geometry.polygon > 0;

/** What the map layers of `layer` draw from: its features, and the points at which they are labelled. */
export function sourcesOf(layer: Layer): { features: SourceRef; labels: SourceRef } {
  const source = sourceId(layer);
  if (servedAs(layer) === 'tiles') {
    const from = (name: string) => ({ source, 'source-layer': name });
    return { features: from(FEATURES), labels: from(hasShapes(layer) ? LABELS : FEATURES) };
  }
  return { features: { source }, labels: { source: hasShapes(layer) ? `${source}${LABEL_ENDING}` : source } };
}

/** The map cuts tiles of GeoJSON up to this zoom and draws in steps of its smallest: some 4 mm on the ground. */
const FINEST = 20;

/** Whether and how a source gathers points. */
type Cluster = { cluster: false } | ReturnType<typeof clusterOptions>;

interface Wanted {
  id: string;
  type: 'geojson' | 'vector' | 'raster';
  url: string;
  /** The map keeps what it has until the new has come. */
  change: (source: unknown) => void;
  add: (map: MapLibreMap) => void;
  cluster?: Cluster;
}

/** The image under a layer, where it has one. */
function wantedImage(layer: Layer, origin: string): Wanted[] {
  const image = shownImage(layer);
  if (!image) return [];
  const tiles = [`${origin}${apiBase()}/layers/${layer.id}/image/{z}/{x}/{y}?v=${image.id}`];
  const { bounds, maxZoom: maxzoom } = image;
  return [
    {
      id: imageSource(layer),
      type: 'raster',
      url: tiles[0]!,
      change: (source) => void (source as RasterTileSource).setTiles(tiles),
      add: (map) =>
        void map.addSource(imageSource(layer), { type: 'raster', tiles, bounds, maxzoom, tileSize: 512 }),
    },
  ];
}

function wantedFeatures(layer: Layer, origin: string, reloads: number): Wanted[] {
  const version = `${tileVersion(layer)}-${reloads}`;
  if (servedAs(layer) === 'tiles') {
    const tiles = [`${origin}${apiBase()}/layers/${layer.id}/tiles/{z}/{x}/{y}?v=${tileVersion(layer)}`];
    const id = sourceId(layer);
    return [
      {
        id,
        type: 'vector',
        url: `${tiles[0]}#${reloads}`,
        change: (source) => void (source as VectorTileSource).setTiles(tiles),
        // Without bounds: they could not be changed when a feature is moved beyond them.
        add: (map) => void map.addSource(id, { type: 'vector', tiles, minzoom: 0, maxzoom: MAX_ZOOM }),
      },
    ];
  }
  const geojson = (id: string, slim: string, cluster: Cluster): Wanted => {
    const data = `${origin}${apiBase()}/layers/${layer.id}.geojson?slim=${slim}#${version}`;
    return {
      id,
      type: 'geojson',
      url: data,
      change: (source) => void (source as GeoJSONSource).setData(data),
      add: (map) =>
        void map.addSource(id, { type: 'geojson', data, maxzoom: FINEST, buffer: 32, ...cluster }),
      cluster,
    };
  };
  const features = geojson(sourceId(layer), '1', clusterOptions(layer.style));
  return hasShapes(layer)
    ? [features, geojson(`${sourceId(layer)}${LABEL_ENDING}`, 'labels', { cluster: false })]
    : [features];
}

/**
 * What each source was given last. Another base map brings new sources with what the old ones held at last, which
 * need not be fetched once more.
 */
const loaded = new WeakMap<object, string>();
const gathered = new WeakMap<object, string>();

/** Address of what a source holds, without the part that asks for it anew. */
function heldBy(source: Source): string | undefined {
  const { tiles, data } = source.serialize() as { tiles?: string[]; data?: unknown };
  return (tiles?.[0] ?? (typeof data === 'string' ? data : undefined))?.replace(/#.*/, '');
}

/** Sources of layers that are gone, or come in another form now, with the map layers that draw from them. */
function removeUnwanted(map: MapLibreMap, wanted: Map<string, Wanted>): void {
  const { layers, sources } = map.getStyle();
  const gone = Object.entries(sources)
    .filter(([id, { type }]) => id.startsWith(MARK) && wanted.get(id)?.type !== type)
    .map(([id]) => id);
  for (const one of layers) {
    if ('source' in one && gone.includes(one.source as string)) map.removeLayer(one.id);
  }
  for (const id of gone) map.removeSource(id);
}

/**
 * Makes the user's sources of the map agree with the layers; the map layers come after.
 * @param reloads how often a layer was to be fetched again, by layer
 */
export function syncSources(
  map: MapLibreMap,
  layers: readonly Layer[],
  reloads: Record<string, number>,
  origin: string,
): void {
  const wanted = layers.flatMap((layer) => [
    ...wantedImage(layer, origin),
    ...wantedFeatures(layer, origin, reloads[layer.id] ?? 0),
  ]);
  removeUnwanted(map, new Map(wanted.map((one) => [one.id, one])));
  for (const { id, url, add, change, cluster } of wanted) {
    const source = map.getSource(id);
    if (source && cluster && gathered.get(source) !== JSON.stringify(cluster))
      void (source as GeoJSONSource).setClusterOptions(cluster);
    if (!source) {
      add(map);
      loaded.set(map.getSource(id)!, url);
    } else if (!loaded.has(source) && heldBy(source) === url.replace(/#.*/, '')) {
      loaded.set(source, url);
    } else if (loaded.get(source) !== url) {
      loaded.set(source, url);
      change(source);
    }
    if (cluster) gathered.set(map.getSource(id)!, JSON.stringify(cluster));
  }
}
