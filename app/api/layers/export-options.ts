import type { ExportOptions } from '@/lib/layers/exporters/exporter';
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
  rows,
}: {
  properties?: string;
  crs?: string;
  rows?: string;
}): ExportOptions => ({
  ...(properties === undefined ? {} : { properties: names(properties) }),
  ...(crs === undefined ? {} : { crs }),
  ...(rows === undefined ? {} : { rows: rows.split(',').map(Number) }),
});
