import { isCountry, longestCountry } from './countries';
import { foldWestern } from './fold';
import { regionCodes } from './regions';

/** City, region, postcode and country: the end of a western address. */
export interface WesternTail {
  city?: string;
  region?: string;
  postcode?: string;
  country?: string;
}

const zip = /^\d{5}(?:-\d{4})?$/;
const canadian = /^[A-Za-z]\d[A-Za-z]$/;
const canadianEnd = /^\d[A-Za-z]\d$/;
const canadianWhole = /^[A-Za-z]\d[A-Za-z]-?\d[A-Za-z]\d$/;
const british = /^[A-Za-z]{1,2}\d[A-Za-z\d]?$/;
const britishEnd = /^\d[A-Za-z]{2}$/;
const european = /^(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{3}-\d{2,4}|\d{2}-\d{3})$/;

/** Takes a country name off the end of the words. */
export function takeCountry(words: string[], tail: WesternTail): void {
  for (let count = Math.min(longestCountry, words.length - 1); count >= 1; count--) {
    const name = words.slice(-count).join(' ');
    if (isCountry(name)) {
      tail.country = name;
      words.length -= count;
      return;
    }
  }
}

/** Takes a postcode off the end of the words: ZIP, ZIP+4, Canadian, British. */
export function takePostcode(words: string[], tail: WesternTail): void {
  const last = words[words.length - 1];
  if (last === undefined || tail.postcode) return;
  if (zip.test(last) || canadianWhole.test(last)) {
    tail.postcode = last;
    words.length -= 1;
    return;
  }
  const before = words[words.length - 2];
  if (before === undefined) return;
  const isPair =
    (canadian.test(before) && canadianEnd.test(last)) || (british.test(before) && britishEnd.test(last));
  if (!isPair) return;
  tail.postcode = `${before} ${last}`;
  words.length -= 2;
}

/** Takes "10115" of "10115 Berlin", "1012 AB" of "1012 AB Amsterdam" off the beginning of the words. */
export function takeLeadingPostcode(words: string[], tail: WesternTail): void {
  if (tail.postcode || words.length < 2 || !european.test(words[0]!)) return;
  const isDutch = /^\d{4}$/.test(words[0]!) && /^[A-Z]{2}$/.test(words[1]!) && words.length > 2;
  tail.postcode = words.splice(0, isDutch ? 2 : 1).join(' ');
}

/**
 * Takes a US state or Canadian province off the end of the words. Two letters in lower case, and names that are
 * cities too, count only where `sure` (a comma before, or a postcode after).
 */
export function takeRegion(words: string[], tail: WesternTail, sure: boolean, keep: number): void {
  for (let count = Math.min(3, words.length - keep); count >= 1; count--) {
    const name = words.slice(-count).join(' ');
    const folded = foldWestern(name);
    if (!regionCodes.has(folded) || folded === 'WASHINGTON DC') continue;
    const isPlain = folded.length > 2 || name === name.toUpperCase();
    if (!sure && (!isPlain || (folded.length === 2 && name !== folded))) continue;
    tail.region = name;
    words.length -= count;
    return;
  }
}
