import type { Column, Feature } from '../types';
import type { Exporter } from './exporter';
import { placeColumns } from './places';
import { chosenColumns, recordPages } from './records';

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const line = (values: unknown[]) => `${values.map(cell).join(',')}\r\n`;

/** A value as it came, whatever type its column has now: "1.50" stays so. */
const asItCame = ({ answer, properties }: Pick<Feature, 'answer' | 'properties'>, column: Column) =>
  column.key ? answer?.[column.key] : properties[column.field ?? column.name];

/**
 * CSV (RFC 4180) in UTF-8 with the byte order mark that Excel needs: the user's columns first and as they
 * came, then ours, then the place (places.ts).
 */
export const csv: Exporter = {
  name: 'csv',
  title: 'CSV',
  ending: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  anyCrs: true,
  whole: false,
  async *write(layer, options) {
    const names = chosenColumns(layer, options).map(({ name }) => name);
    const places = await placeColumns(layer, options, names);
    yield `\ufeff${line([...names, ...places.names])}`;
    for await (const page of recordPages(layer, options, asItCame)) {
      yield page.map(({ geometry, values }) => line([...values, ...places.cells(geometry)])).join('');
    }
  },
};
