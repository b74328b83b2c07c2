import { foldWestern } from './fold';
import { ordinal, ordinalWords, streetWords, tensWords } from './street-words';

const strasse = /(?<=.)STRASSE$/;

/**
 * The key of a western street: upper case, ASCII, types and directions in one short form wherever they stand,
 * ordinals in digits. "North First Street" = "N. 1st St" -> N 1ST ST; SAINT and STREET both become ST, so
 * "Saint James Street" = "St. James St".
 */
export function streetKey(name: string): string {
  const words = foldWestern(name).split(' ');
  const out: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const tens = tensWords.get(word);
    const next = i + 1 < words.length ? ordinalWords.get(words[i + 1]!) : undefined;
    if (tens && next && next.length === 3) {
      out.push(ordinal(tens + Number(next[0])));
      i++;
      continue;
    }
    out.push(ordinalWords.get(word) ?? streetWords.get(word) ?? word.replace(strasse, 'STR'));
  }
  return out.join(' ');
}
