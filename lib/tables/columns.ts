/** Unique, non-empty names for columns, from a header row or from nothing. */
export function columnNames(header: readonly string[], count = header.length): string[] {
  const taken = new Set<string>();
  return Array.from({ length: Math.max(count, header.length) }, (_, i) => {
    const written = (header[i] ?? '').replaceAll('\0', '').trim();
    // __proto__ is no name for a member of an object.
    const name = written && written !== '__proto__' ? written : `column_${i + 1}`;
    let unique = name;
    for (let k = 2; taken.has(unique); k++) unique = `${name}_${k}`;
    taken.add(unique);
    return unique;
  });
}

const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]/;
const HOUSE_NUMBER = /^\d[\w/-]*$/;
const REGION = /^\p{L}{2,3}$/u;

/**
 * The values of several columns as one address, in the given order; blanks are left out. Korean parts are
 * separated by spaces; western ones as they are written: "12 Main St, Barre, VT 05641".
 */
export function joinColumns(values: readonly string[], columns: readonly number[]): string {
  if (columns.length === 1) return values[columns[0]!] ?? '';
  const parts: string[] = [];
  for (const column of columns) {
    const value = values[column]?.trim();
    if (value) parts.push(value);
  }
  const spaced = parts.join(' ');
  if (parts.length < 2 || HANGUL.test(spaced)) return spaced;
  return parts.reduce((text, part, i) => {
    const before = parts[i - 1]!;
    const together = (i === 1 && HOUSE_NUMBER.test(before)) || (REGION.test(before) && /\d/.test(part));
    return `${text}${together ? ' ' : ', '}${part}`;
  });
}

/** A number as tables write it: no leading zeros (00123 is a code), no plus sign, no spaces within. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** Longer whole numbers lose digits as a double: codes such as 1111010100101440003031291 stay text. */
const EXACT_DIGITS = 15;

function isNumber(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  return NUMBER.test(value) && digits <= EXACT_DIGITS + (value.includes('.') ? 3 : 0);
}

/** Names of columns whose digits are a code, not a quantity. */
const CODE_NAME =
  /우편\s*번호|전화|휴대|연락처|팩스|코드|사업자|관리\s*번호|등록\s*번호|고유\s*번호|pnu|zip|post|phone|tel|mobile|fax|code/i;

/**
 * Whether each column holds numbers throughout (blanks aside). Codes stay text: leading zeros, phone
 * numbers, postcodes (5 digits in every row), long identifiers, and columns that say so by name.
 *
 * @param sample rows of a preview.
 * @param names the columns' names, where known.
 */
export function columnTypes(
  sample: readonly string[][],
  names: readonly string[] = [],
): ('text' | 'number')[] {
  const count = sample.reduce((most, row) => Math.max(most, row.length), names.length);
  return Array.from({ length: count }, (_, column) => {
    if (CODE_NAME.test(names[column] ?? '')) return 'text';
    const values = sample.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '');
    if (values.length === 0 || !values.every(isNumber)) return 'text';
    const postcodes = values.length >= 5 && values.every((value) => /^[1-9]\d{4}$/.test(value));
    return postcodes ? 'text' : 'number';
  });
}
