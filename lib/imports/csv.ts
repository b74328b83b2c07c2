import { basename } from 'node:path';
import { label } from '@/lib/geocode/properties';
import { findColumns } from '@/lib/geocode/roles';
import { type GeocodedRow, geocodeTable } from '@/lib/geocode/table';
import { Problem } from '@/lib/problems';
import { sniffTable } from '@/lib/tables/sniff';
import type { TableFormat, TablePreview } from '@/lib/tables/types';
import { BOM, csvLine } from '@/lib/tables/write';
import type { Upload } from '@/lib/uploads/store';
import { tableOf } from './preview';

type Value = string | number | null | undefined;

/** The columns that are added, as addok calls them where it has them. */
const RESULTS: Record<string, (row: GeocodedRow) => Value> = {
  latitude: ({ answer }) => answer.match?.lat,
  longitude: ({ answer }) => answer.match?.lon,
  result_label: ({ answer }) => (answer.match ? label(answer.match) : null),
  result_score: ({ answer }) => answer.match?.score,
  result_type: ({ answer }) => answer.match?.level,
  result_uncertainty_m: ({ answer }) => answer.match?.uncertainty_m,
  result_point: ({ answer }) => answer.match?.point,
  result_name: ({ answer }) => answer.match?.name,
  result_address: ({ answer }) => answer.match?.address,
  result_parcel: ({ answer }) => answer.match?.parcel,
  result_postcode: ({ answer }) => answer.match?.postcode,
  result_status: ({ answer }) => answer.status.replace('_', '-'),
  result_reason: ({ answer }) => answer.reason,
};

interface CsvOptions {
  /** Names of the columns that make the address, in order; found when absent. */
  columns?: string[];
  /** Names of the new columns wanted; all when absent. */
  resultColumns?: string[];
  format?: Partial<TableFormat>;
  /** Begin with a byte order mark. */
  mark?: boolean;
  signal?: AbortSignal;
}

async function addressColumns(preview: TablePreview, names: string[] | undefined): Promise<number[]> {
  const { columns } = preview;
  if (!names?.length) {
    const { address } = await findColumns(preview);
    return address.length > 0 ? address : columns.map((_, i) => i);
  }
  return names.map((name) => {
    const index = columns.indexOf(name);
    if (index >= 0) return index;
    throw new Problem(
      'bad-request',
      `The table has no column "${name}"; its columns are: ${columns.join(', ')}.`,
      {
        parameter: 'columns',
      },
    );
  });
}

/**
 * A table with its answers as CSV, every row in order, streamed.
 * @throws Problem before the first text, for what is wrong with the request or the file
 */
export async function geocodedCsv(
  upload: Upload,
  { columns, resultColumns, format, mark, signal }: CsvOptions,
): Promise<{ name: string; texts: AsyncIterable<string> }> {
  const file = tableOf(upload);
  const results = resultColumns?.length ? resultColumns : Object.keys(RESULTS);
  const unknown = results.find((name) => !Object.hasOwn(RESULTS, name));
  if (unknown !== undefined) {
    throw new Problem(
      'bad-request',
      `There is no result column "${unknown}"; there are: ${Object.keys(RESULTS).join(', ')}.`,
      { parameter: 'result_columns' },
    );
  }
  // Columns that are named stand in a header, however little it looks like one.
  const header = columns?.length ? { header: true } : {};
  const preview = await sniffTable(file.path, { ...header, ...format }, file.name);
  const address = await addressColumns(preview, columns);
  const width = preview.columns.length;
  const texts = async function* () {
    yield `${mark ? BOM : ''}${csvLine([...preview.columns, ...results])}`;
    for await (const chunk of geocodeTable(file.path, preview.format, address, { signal })) {
      yield chunk
        .map((row) => {
          const own: Value[] = row.row.values.slice(0, width);
          while (own.length < width) own.push('');
          return csvLine([...own, ...results.map((name) => RESULTS[name]!(row))]);
        })
        .join('');
    }
  };
  return { name: basename(file.name).replace(/\.[^.]{1,8}$/, ''), texts: texts() };
}
