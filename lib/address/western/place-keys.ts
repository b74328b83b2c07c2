import { foldWestern } from './fold';
import { regionCodes } from './regions';

const cityWords: Record<string, string> = { SAINT: 'ST', SAINTE: 'STE', MOUNT: 'MT', FORT: 'FT' };

/** What spellings of a city name have in common: "Saint-Étienne", "St. Etienne" -> ST ETIENNE. */
export function cityKey(name: string): string {
  const words = foldWestern(name).split(' ');
  for (let i = 0; i < words.length; i++) words[i] = cityWords[words[i]!] ?? words[i]!;
  return words.join(' ');
}

/** A US state or Canadian province as two letters ("California", "Calif." -> CA); other regions folded. */
export function regionKey(name: string): string {
  const folded = foldWestern(name);
  return regionCodes.get(folded) ?? folded;
}
