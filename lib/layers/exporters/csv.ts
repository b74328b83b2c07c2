import { featurePages } from '../features';
import type { Column, Feature } from '../types';
import type { Exporter } from './exporter';
import { chosenColumns } from './features';

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const line = (values: unknown[]) => `${values.map(cell).join(',')}\r\n`;

function values(feature: Feature, columns: readonly Column[]): unknown[] {
  return [
    ...columns.map(({ name, key, field }) =>
      key ? feature.answer?.[key] : feature.properties[field ?? name],
    ),
    ...(feature.geometry?.type === 'Point' ? feature.geometry.coordinates.slice(0, 2) : [null, null]),
  ];
}

/**
 * CSV (RFC 4180) in UTF-8 with the byte order mark that Excel needs: the user's columns first and as they
 * came, then ours, then lon, lat (or lon_2, lat_2 beside columns of those names).
 */
export const csv: Exporter = {
  name: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  async *write(layer, options) {
    const columns = chosenColumns(layer, options);
    const names = columns.map(({ name }) => name);
    const free = (name: string) => {
      for (let i = 1; ; i++) {
        const tried = i === 1 ? name : `${name}_${i}`;
        if (!names.includes(tried)) return tried;
      }
    };
    yield `\ufeff${line([...names, free('lon'), free('lat')])}`;
    for await (const page of featurePages(layer.id)) {
      yield page.map((feature) => line(values(feature, columns))).join('');
    }
  },
};
