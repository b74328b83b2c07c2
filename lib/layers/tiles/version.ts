import { drawnColumns } from '../drawn-columns';
import type { Layer } from '../types';
import { gatheringOf } from './gathering';

/**
 * What the tiles of a layer depend on, as a short text for their address: its features and the values that they
 * carry. Tiles of one version never change.
 */
export function tileVersion(layer: Pick<Layer, 'revision' | 'columns' | 'style'>): string {
  const drawn = drawnColumns(layer).map(({ name, type, key, field }) => [name, type, key ?? field ?? '']);
  return `${layer.revision}-${hash(JSON.stringify([drawn, gatheringOf(layer)]))}`;
}

/** FNV-1a, 32 bits: the page works it out as well, where there is no crypto without a secure origin. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
}
