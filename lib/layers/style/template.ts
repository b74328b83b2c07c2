import type { Expression } from './properties/property';

/** A label's text: letters as they are, and values of columns. */
export type TemplatePart = { text: string } | { column: string };

/**
 * Reads `{name} ({score})`. Two braces are one brace as text; inside a pair a backslash takes the next character
 * as it is. A brace that is never closed is text, so that half a template can be shown while it is typed.
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = '';
  for (let at = 0; at < template.length; at++) {
    const char = template[at]!;
    if ((char === '{' || char === '}') && template[at + 1] === char) {
      text += char;
      at++;
      continue;
    }
    const reference = char === '{' ? readReference(template, at + 1) : null;
    if (!reference) {
      text += char;
      continue;
    }
    if (text) parts.push({ text });
    text = '';
    parts.push({ column: reference.column });
    at = reference.end;
  }
  if (text) parts.push({ text });
  return parts;
}

function readReference(template: string, from: number): { column: string; end: number } | null {
  let column = '';
  for (let at = from; at < template.length; at++) {
    const char = template[at]!;
    if (char === '}') return column ? { column, end: at } : null;
    if (char === '\\' && at + 1 < template.length) column += template[++at];
    else column += char;
  }
  return null;
}

const escapeText = (text: string) => text.replace(/[{}]/g, '$&$&');

/** The template that shows one column and nothing else. */
export const templateOf = (column: string) =>
  `{${column.replace(/[\\}]/g, '\\$&')}}`.replace(/^\{\{/, '{\\{');

/** The text that gives these parts back. */
export const writeTemplate = (parts: TemplatePart[]) =>
  parts.map((part) => ('text' in part ? escapeText(part.text) : templateOf(part.column))).join('');

export const templateColumns = (template: string) =>
  parseTemplate(template).flatMap((part) => ('column' in part ? [part.column] : []));

/** The label of one feature; empty where it has none of the values. */
export function templateText(template: string, read: (column: string) => unknown): string {
  let found = false;
  const texts = parseTemplate(template).map((part) => {
    if ('text' in part) return part.text;
    const value = read(part.column);
    const text = value === null || value === undefined ? '' : String(value);
    if (text) found = true;
    return text;
  });
  return found || templateColumns(template).length === 0 ? texts.join('') : '';
}

/** The same as a MapLibre expression over properties by column name. */
export function templateExpression(template: string): Expression {
  const parts = parseTemplate(template);
  const value = (column: string) => ['to-string', ['get', column]];
  const columns = templateColumns(template);
  if (parts.length === 1 && columns.length === 1) return value(columns[0]!);
  const whole = ['concat', ...parts.map((part) => ('text' in part ? part.text : value(part.column)))];
  if (columns.length === 0) return parts.length ? whole : '';
  return ['case', ['all', ...columns.map((column) => ['==', value(column), ''])], '', whole];
}
