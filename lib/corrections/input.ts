import type { Layer } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import { joinColumns } from '@/lib/tables/columns';

/**
 * The address text of a row as it was geocoded, from the columns that the import named.
 * @throws Problem bad-request for a layer that did not come from addresses
 */
export function inputText(layer: Layer, properties: Record<string, unknown>): string {
  const columns = layer.source.address;
  if (layer.kind !== 'geocoded' || !Array.isArray(columns)) {
    throw new Problem(
      'bad-request',
      `Layer "${layer.name}" was not made from addresses, so there is no address to try again.`,
    );
  }
  const own = layer.columns.filter(({ key }) => !key);
  const values = own.map(({ name, field }) => String(properties[field ?? name] ?? ''));
  return joinColumns(values, columns as number[]);
}
