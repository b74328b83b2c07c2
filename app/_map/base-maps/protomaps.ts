import type { Flavor } from '@protomaps/basemaps';
import type { StyleSpecification } from 'maplibre-gl';
import type { Theme } from '../../_lib/store';
import { COLOURS, FONT } from '../offline-style';

type Layers = StyleSpecification['layers'];

/**
 * Without the background, since it lies over the ground, and without pictures, which no package carries: names
 * lose their dots and signs. Road numbers, whose ink was meant for a sign, get a halo.
 */
function overGround(layers: Layers, halo: string): Layers {
  return layers.flatMap((layer) => {
    if (layer.type === 'background') return [];
    if (layer.type !== 'symbol') return [layer];
    if (!layer.layout?.['text-field']) return [];
    const layout = Object.fromEntries(
      Object.entries(layer.layout).filter(([name]) => !name.startsWith('icon-')),
    );
    const paint = { 'text-halo-color': halo, 'text-halo-width': 1, ...layer.paint };
    return [{ ...layer, layout, paint } as Layers[number]];
  });
}

/**
 * The layers of @protomaps/basemaps over the source `source`, in the house's font, land and water. Devanagari in Protomaps' own
 * encoding (`pgf:`) needs a font that only their site has: such names are shown in another language.
 */
export async function protomapsLayers(source: string, theme: Theme, locale: string): Promise<Layers> {
  const { layers, namedFlavor } = await import('@protomaps/basemaps');
  const [font] = FONT as [string];
  const { land, water } = COLOURS[theme];
  const flavor: Flavor = {
    ...namedFlavor(theme),
    ...{ earth: land, water, regular: font, bold: font, italic: font },
  };
  const drawn = JSON.stringify(layers(source, flavor, { lang: locale }))
    .replaceAll('"pgf:name', '"not-drawn:name')
    .replaceAll('Noto Sans Devanagari Regular v1', font);
  return overGround(JSON.parse(drawn) as Layers, flavor.city_label_halo);
}
