import type { Correction } from '@/lib/layers/answers';
import { getAnswer } from '@/lib/layers/answers';
import { getLayer } from '@/lib/layers/store';
import { type Trial, tryText } from './candidates';
import { inputText } from './input';

/** One row to put right: what was asked, how it ended, and what it could mean. */
export interface Case extends Trial {
  n: number;
  /** The row's address as it came. */
  input: string;
  /** The text that was tried. */
  text: string;
  correction: Correction | null;
}

/**
 * A row with what its address, or another text for it, could mean. Changes nothing.
 * @throws Problem not-found; bad-request for a layer without addresses
 */
export async function openCase(layerId: string, n: number, text?: string): Promise<Case> {
  const layer = await getLayer(layerId);
  const { properties, correction } = await getAnswer(layerId, n);
  const input = inputText(layer, properties);
  const tried = text?.trim() || correction?.text || input;
  return { n, input, text: tried, correction, ...(await tryText(tried)) };
}
