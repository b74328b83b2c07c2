import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import { type ShownImage, shownImage } from '@/lib/layers/shown-image';
import { imageStyleLayer } from '@/lib/layers/style/image';
import { clusterOptions, styleLayers } from '@/lib/layers/style/maplibre';
import type { Layer } from '@/lib/layers/types';
import type { Theme } from '../_lib/store';
import { FINE_ZOOM, FONT, offlineStyle } from '../_map/offline-style';

/** The files of a layer in an archive. */
export interface LayerFiles {
  layer: Layer;
  /** Name of the source and of the files, unlike any other's: "1-가게". */
  name: string;
  /** Lines and polygons are labelled at points of their own. */
  labels: boolean;
  /** West, south, east, north of the image under it. */
  image?: ShownImage['bounds'];
}

const UNSAFE = /[\p{Cc}"\\/:*?<>|#%]/gu;

export const filesOf = (layers: Layer[]): LayerFiles[] =>
  layers.map((layer, index) => ({
    layer,
    name: `${index + 1}-${layer.name.replace(UNSAFE, '_').slice(0, 60).trim()}`,
    labels: layer.counts.geometry.line + layer.counts.geometry.polygon > 0,
    image: shownImage(layer)?.bounds,
  }));

/** Name of the source of the image under a layer. */
export const imageName = (name: string) => `${name}-image`;

export const BASE_FILES = ['world', 'world-fine', 'places'] as const;

/** The whole map as a MapLibre style whose data are files beside it: base map, then the layers, the topmost last. */
export function archiveStyle(
  files: LayerFiles[],
  {
    theme,
    locale,
    name,
    view,
  }: { theme: Theme; locale: string; name: string; view: Partial<StyleSpecification> },
): StyleSpecification {
  const { 'font-faces': _, ...base } = offlineStyle(theme, locale, '');
  const sources: StyleSpecification['sources'] = {};
  for (const [id, source] of Object.entries(base.sources)) {
    sources[id] = { ...(source as GeoJSONSourceSpecification), data: `basemap/${id}.json` };
  }
  for (const { layer, name, labels, image } of files) {
    sources[name] = { type: 'geojson', data: `data/${name}.geojson`, ...clusterOptions(layer.style) };
    if (labels) sources[`${name}-labels`] = { type: 'geojson', data: `data/${name}-labels.geojson` };
    if (image) {
      const [west, south, east, north] = image;
      sources[imageName(name)] = {
        type: 'image',
        url: `images/${name}.webp`,
        coordinates: [
          [west, north],
          [east, north],
          [east, south],
          [west, south],
        ],
      };
    }
  }
  const layers = base.layers.map((layer) =>
    /^world-(land|border)$/.test(layer.id) ? { ...layer, maxzoom: FINE_ZOOM } : layer,
  );
  const drawn = [...files].reverse().flatMap(({ layer, name, labels, image }) => [
    ...(image ? [imageStyleLayer(layer, { source: imageName(name), prefix: name })] : []),
    ...styleLayers(layer, {
      features: { source: name },
      labels: { source: labels ? `${name}-labels` : name },
      dark: theme === 'dark',
      font: FONT,
      prefix: name,
      visible: layer.visible,
    }),
  ]);
  return { ...base, ...view, name, sources, layers: [...layers, ...drawn] } as StyleSpecification;
}
