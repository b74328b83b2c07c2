import { parseKorean } from './korean/parse';
import type { ParsedAddress } from './types';

const reach = 300;

/** Reads an address: Korean or western, whichever grammar it is written in. Linear in the text; never throws. */
export function parseAddress(text: string): ParsedAddress {
  let from = 0;
  while (from < text.length && text.charCodeAt(from) <= 32) from++;
  const cut = (text.length - from > reach ? text.slice(from, from + reach) : text).trim().normalize('NFC');
  return parseKorean(cut);
}
