import { type LonLat, metres } from './distance';
import { geocodeText } from './geocode';
import { type LabelledMatch, labelled } from './labelled';
import { suggest } from './suggest/suggest';

/**
 * Places for a text, best first; where several tie, nearest to `near` first.
 * @param near a position in degrees that the user looks at.
 */
export async function search(
  text: string,
  options: { limit?: number; near?: LonLat } = {},
): Promise<LabelledMatch[]> {
  const { limit = 5, near } = options;
  const answer = await geocodeText(text);
  const matches = answer.match ? [answer.match] : [...(answer.candidates ?? [])];
  if (near) matches.sort((a, b) => metres(a, near) - metres(b, near));
  if (matches.length) return matches.slice(0, limit).map(labelled);
  return suggest(text, { limit, near });
}
