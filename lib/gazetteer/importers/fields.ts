import type { Tally } from '../report';

/**
 * Splits a row of an official file: '|' between fields, no quoting, a trailing '|' tolerated.
 * Counts and returns undefined where the number of fields is wrong.
 */
export function splitRow(line: string, counts: readonly number[], tally: Tally): string[] | undefined {
  const fields = line.split('|');
  if (counts.includes(fields.length)) return fields;
  if (fields.at(-1) === '' && counts.includes(fields.length - 1)) return fields;
  if (line.trim() === '' || line === 'No Data') return undefined;
  tally.rows++;
  tally.reject('field-count');
  return undefined;
}

/** Whether most first lines look like rows: so many fields, and these fields match. */
export function looksLike(
  lines: readonly string[],
  counts: readonly number[],
  patterns: Record<number, RegExp>,
): boolean {
  const fits = lines.filter((line) => {
    const fields = line.split('|');
    const right =
      counts.includes(fields.length) || (fields.at(-1) === '' && counts.includes(fields.length - 1));
    return right && Object.entries(patterns).every(([at, pattern]) => pattern.test(fields[Number(at)] ?? ''));
  });
  return lines.length > 0 && fits.length * 2 > lines.length;
}

export const LEGAL_CODE = /^\d{10}$/;
export const ROAD_CODE = /^\d{12}$/;
export const DISTRICT_CODE = /^\d{5}$/;
export const HANGUL = /[가-힣]/;
