/** A western house number: 1216, "B" of 1216-B and 1216B, "1/2" of 123 1/2 and 123.5. */
export interface HouseNumber {
  number: number;
  suffix: string;
}

/** The longest house number that is one: 7 digits. */
const pattern = /^(\d{1,7})(?:[-\u2013]?([A-Za-z]{1,2}|\d{1,5}(?:[A-Za-z]|\/\d)?)|(\.5))?$/;

/**
 * Reads one word (with its fraction, if any) as a house number: "1216-B", "12A", "123 1/2", "846.5",
 * "34-12". Undefined where it is none: ordinals ("1st") and words.
 */
export function readHouseNumber(text: string): HouseNumber | undefined {
  const trimmed = text.trim();
  const fraction = /^(\d{1,7})[ -](\d\/\d)$/.exec(trimmed);
  if (fraction) return { number: Number(fraction[1]), suffix: fraction[2]! };
  const match = pattern.exec(trimmed);
  if (!match) return undefined;
  if (match[3]) return { number: Number(match[1]), suffix: '1/2' };
  const suffix = (match[2] ?? '').toUpperCase();
  if (/^(?:ST|ND|RD|TH)$/.test(suffix)) return undefined;
  if (/^\d/.test(suffix) && !/^\d+[-\u2013]/.test(trimmed)) return undefined; // 12345 cut in two
  return { number: Number(match[1]), suffix };
}
