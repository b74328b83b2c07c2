import { jamoOfKeys } from '@/lib/address/jamo';
import { type LonLat, metres } from '../distance';
import { geocodeText } from '../geocode';
import { labelled } from '../labelled';
import { label } from '../properties';
import { koreanBeginnings } from './korean';
import { latinBeginnings } from './latin';
import { best, type Suggestion } from './rank';

export type { Suggestion } from './rank';

/** Longer texts are cut: no name is longer. */
const LONGEST = 120;

const KOREAN = /[가-힣ㄱ-ㅣᄀ-ᇂ]/;

/**
 * What the user may be about to type, best first: addresses when a number is there; else areas, roads,
 * buildings and cities that begin so. Korean by keys of the keyboard (세조 on the way to 세종대로), by leading
 * consonants (ㅅㅈㄷㄹ) or both (세종ㄷㄹ), with areas before it (종로 세종대).
 * @param near a position in degrees that the user looks at: of equals the nearest goes first.
 */
export async function suggest(
  text: string,
  options: { limit?: number; near?: LonLat } = {},
): Promise<Suggestion[]> {
  const { limit = 8, near } = options;
  const wanted = text.slice(0, LONGEST).normalize('NFC').trim();
  if (!wanted) return [];
  const korean = KOREAN.test(wanted);
  const [exact, begun] = await Promise.all([
    /\d/.test(wanted) ? numbered(wanted, near) : [],
    korean ? koreanBeginnings(wanted, { limit, near }) : latinBeginnings(wanted, { limit, near }),
  ]);
  const found = best(begun, limit);
  // A number that does not exist stands behind the names that go on with it (테헤란로7 -> 테헤란로7길).
  const sure = exact.filter(({ level }) => level === 'address' || level === 'parcel');
  const all = distinct([...sure, ...found, ...exact]).slice(0, limit);
  return all.length ? all : best(await otherwise(wanted, korean, { limit, near }), limit);
}

function distinct(suggestions: readonly Suggestion[]): Suggestion[] {
  const seen = new Set<string>();
  return suggestions.filter(({ label }) => !seen.has(label) && seen.add(label));
}

async function numbered(text: string, near: LonLat | undefined): Promise<Suggestion[]> {
  const answer = await geocodeText(text);
  const matches = answer.match ? [answer.match] : [...(answer.candidates ?? [])];
  if (near) matches.sort((a, b) => metres(a, near) - metres(b, near));
  return matches.map((match) => ({
    ...labelled(match),
    name: label(match),
    ...(match.name || match.parcel ? { area: match.name ?? match.parcel } : {}),
  }));
}

/** When nothing begins so: the last final may open the next syllable; the keyboard may stand on English. */
async function otherwise(wanted: string, korean: boolean, options: { limit: number; near?: LonLat }) {
  if (!korean) {
    const hangul = wanted.length > 2 ? jamoOfKeys(wanted) : undefined;
    return hangul ? koreanBeginnings(hangul, options) : [];
  }
  const last = wanted.charCodeAt(wanted.length - 1) - 0xac00;
  if (last < 0 || last > 11171 || last % 28 === 0) return [];
  return koreanBeginnings(wanted.slice(0, -1) + String.fromCharCode(0xac00 + last - (last % 28)), options);
}
