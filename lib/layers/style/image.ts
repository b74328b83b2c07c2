import type { RasterLayerSpecification } from 'maplibre-gl';
import type { Layer } from '../types';

/**
 * The MapLibre layer of the image under a layer's features (`shownImage`).
 * @param source that gives the image
 * @param prefix of the ids of all that is drawn of the layer
 */
export function imageStyleLayer(
  { style, visible }: Pick<Layer, 'style' | 'visible'>,
  { source, prefix }: { source: string; prefix: string },
): RasterLayerSpecification {
  const { opacity, imageOpacity, minZoom: minzoom, maxZoom: maxzoom } = style.layer;
  return {
    id: `${prefix}:image`,
    type: 'raster',
    source,
    minzoom,
    maxzoom,
    layout: { visibility: visible ? 'visible' : 'none' },
    paint: { 'raster-opacity': opacity * imageOpacity, 'raster-fade-duration': 0 },
  };
}
