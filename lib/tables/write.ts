/** Excel reads a Korean CSV file right only with this in front. */
export const BOM = '\ufeff';

/** One line of CSV (RFC 4180) with its CRLF. null and undefined are empty. */
export function csvLine(values: readonly (string | number | boolean | null | undefined)[]): string {
  let line = '';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const text = value === null || value === undefined ? '' : String(value);
    if (i > 0) line += ',';
    line += /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
  // A line with one empty value would read as a blank line.
  return `${values.length === 1 && line === '' ? '""' : line}\r\n`;
}
