import type { StyleSpecification } from 'maplibre-gl';
import type { Theme } from '../../_lib/store';
import { PAPER } from './plain';

/** A base map that stands back: a veil of paper over it, and pictures almost without colour. */
export function quietened(style: StyleSpecification, theme: Theme): StyleSpecification {
  const layers = style.layers.map((layer) =>
    layer.type === 'raster' ? { ...layer, paint: { ...layer.paint, 'raster-saturation': -0.85 } } : layer,
  );
  const veil: StyleSpecification['layers'][number] = {
    id: 'veil',
    type: 'background',
    paint: { 'background-color': PAPER[theme], 'background-opacity': 0.5 },
  };
  return { ...style, layers: [...layers, veil] };
}
