import type { ExportOptions } from '@/lib/layers/exporters/exporter';
import { readFilter } from '@/lib/layers/filter';
import { Problem } from '@/lib/problems';

/** `a,b`, or a JSON array where names hold commas themselves. */
function names(text: string): string[] {
  if (!text.startsWith('[')) return text.split(',');
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.every((one) => typeof one === 'string')) return list;
  } catch {
    // said below
  }
  throw new Problem('bad-request', 'The parameter "properties" is not a JSON array of names.', {
    parameter: 'properties',
  });
}

/** What the parameters of a download ask for. */
export const exportOptions = ({
  properties,
  crs,
  filter,
}: {
  properties?: string;
  crs?: string;
  filter?: string;
}): ExportOptions => ({
  ...(properties === undefined ? {} : { properties: names(properties) }),
  ...(crs === undefined ? {} : { crs }),
  ...(filter === undefined ? {} : { filter: readFilter(filter) }),
});
