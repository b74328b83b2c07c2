import { parseKorean } from './korean/parse';
import { isRomanised, parseRomanised } from './korean/romanised';
import type { ParsedAddress } from './types';
import { parseWestern } from './western/parse';

/** How many characters are looked at: nothing after them can be part of an address. */
const reach = 300;

/**
 * Reads an address in the grammar that it is written in: Korean (Hangul or romanised) or western. Pure; its time
 * does not grow with the text beyond the first 300 characters; never throws, whatever the string.
 */
export function parseAddress(text: string): ParsedAddress {
  const written = beginning(text);
  if (hasHangul(written)) return parseKorean(written);
  return isRomanised(written) ? parseRomanised(written) : parseWestern(written);
}

/** The first characters that say something, in NFC, without white space around them. */
function beginning(text: string): string {
  let from = 0;
  while (from < text.length && text.charCodeAt(from) <= 32) from++;
  const cut = from > 0 || text.length > reach ? text.slice(from, from + reach) : text;
  return (isComposed(cut) ? cut : cut.normalize('NFC')).trim();
}

/** ASCII and Hangul syllables alone: in NFC as they are. */
function isComposed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 126 && !(code >= 0xac00 && code <= 0xd7a3)) return false;
  }
  return true;
}

function hasHangul(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xac00 && code <= 0xd7a3) return true;
  }
  return false;
}
