import type { StyleSpecification } from 'maplibre-gl';
import { OwnMapFault } from './faults';

const PATIENCE_MS = 8000;

/** @throws OwnMapFault saying what is wrong with what is at `url` */
export async function fetchStyle(url: string): Promise<StyleSpecification> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {
    throw new OwnMapFault('unreachable', { site: new URL(url).host });
  });
  if (!response.ok) throw new OwnMapFault('status', { site: new URL(url).host, status: response.status });
  const style = (await response.json().catch(() => null)) as StyleSpecification | null;
  if (style?.version !== 8 || !Array.isArray(style.layers) || typeof style.sources !== 'object') {
    throw new OwnMapFault('noStyle');
  }
  return style;
}
