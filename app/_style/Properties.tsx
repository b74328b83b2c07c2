'use client';

import { shownImage } from '@/lib/layers/shown-image';
import { holds } from '@/lib/layers/style/default';
import { type Group, propertiesOf } from '@/lib/layers/style/properties/all';
import type { Layer } from '../_lib/types';
import { PropertySetting } from './PropertySetting';

interface PropertiesProps {
  layer: Layer;
  group: Group;
  /** Names of properties that are entered elsewhere. */
  without?: string[];
}

/** The properties of a group that mean something for the layer as it is. */
export function Properties({ layer, group, without = [] }: PropertiesProps) {
  const applies = {
    ...holds(layer),
    image: shownImage(layer) !== undefined,
    style: layer.style,
  };
  return propertiesOf(group)
    .filter(([name, property]) => property.applies(applies) && !without.includes(name))
    .map(([name, property]) => (
      <PropertySetting key={name} layer={layer} group={group} name={name} property={property} />
    ));
}
