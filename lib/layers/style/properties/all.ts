import { alongLine } from './along-line';
import { anchor } from './anchor';
import { clusterMaxZoom } from './cluster-max-zoom';
import { clusterRadius } from './cluster-radius';
import { color } from './color';
import { dash } from './dash';
import { fillOpacity } from './fill-opacity';
import { haloColor } from './halo-color';
import { haloWidth } from './halo-width';
import { heatIntensity } from './heat-intensity';
import { heatOpacity } from './heat-opacity';
import { heatRadius } from './heat-radius';
import { heatRamp } from './heat-ramp';
import { heatWeight } from './heat-weight';
import { icon } from './icon';
import { imageOpacity } from './image-opacity';
import { labelColor } from './label-color';
import { labelMaxZoom } from './label-max-zoom';
import { labelMinZoom } from './label-min-zoom';
import { labelOffset } from './label-offset';
import { labelSize } from './label-size';
import { labelTemplate } from './label-template';
import { largest } from './largest';
import { layerOpacity } from './layer-opacity';
import { lineWidth } from './line-width';
import { maxZoom } from './max-zoom';
import { minZoom } from './min-zoom';
import { opacity } from './opacity';
import { overlap } from './overlap';
import { priority } from './priority';
import type { Property } from './property';
import { shape } from './shape';
import { size } from './size';
import { sizeBy } from './size-by';
import { strokeColor } from './stroke-color';
import { strokeWidth } from './stroke-width';

/** Every property by the member of the style document that holds it, in the order of the forms. */
export const PROPERTIES = {
  symbol: {
    shape,
    icon,
    color,
    size,
    sizeBy,
    largest,
    opacity,
    fillOpacity,
    strokeColor,
    strokeWidth,
    lineWidth,
    dash,
  },
  cluster: { radius: clusterRadius, maxZoom: clusterMaxZoom },
  heat: {
    weight: heatWeight,
    radius: heatRadius,
    intensity: heatIntensity,
    opacity: heatOpacity,
    ramp: heatRamp,
  },
  label: {
    template: labelTemplate,
    size: labelSize,
    color: labelColor,
    haloColor,
    haloWidth,
    anchor,
    alongLine,
    offset: labelOffset,
    minZoom: labelMinZoom,
    maxZoom: labelMaxZoom,
    priority,
    overlap,
  },
  layer: { opacity: layerOpacity, imageOpacity, minZoom, maxZoom },
};

export type Group = keyof typeof PROPERTIES;
export const GROUPS = Object.keys(PROPERTIES) as Group[];

type Values<P> = { [K in keyof P]: P[K] extends Property<infer V> ? V : never };
/** The values of all properties, group by group. */
export type Properties = { [G in Group]: Values<(typeof PROPERTIES)[G]> };

/** A group's properties by name, where their values' types do not matter. */
export const propertiesOf = (group: Group) =>
  Object.entries(PROPERTIES[group]) as [name: string, property: Property<unknown>][];
