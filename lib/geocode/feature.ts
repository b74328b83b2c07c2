import type { Feature, Point } from 'geojson';
import { layerColumns } from '@/lib/layers/columns';
import { ANSWER_COLUMNS, type AnswerProperties, answerProperties } from './properties';
import type { GeocodedRow } from './table';

/**
 * Makes the GeoJSON feature of a geocoded row: the row's own columns first and untouched, then the answer's;
 * not found is a null geometry with its reason. Positions are longitude, latitude in degrees.
 * @param columns names of the row's columns.
 */
export function featureMaker(columns: readonly string[]): (row: GeocodedRow) => Feature<Point | null> {
  const names = answerNames(columns);
  return ({ row, answer }) => {
    const properties: Record<string, unknown> = {};
    const { values } = row;
    for (let i = 0; i < values.length; i++) properties[columns[i] ?? `column_${i + 1}`] = values[i];
    const answered = answerProperties(answer);
    for (let i = 0; i < ANSWER_COLUMNS.length; i++) properties[names[i]!] = answered[ANSWER_COLUMNS[i]!];
    const { match } = answer;
    const geometry: Point | null = match ? { type: 'Point', coordinates: [match.lon, match.lat] } : null;
    return { type: 'Feature', id: row.n, geometry, properties } as Feature<Point | null>;
  };
}

/**
 * The values of a geocoded row for a CSV line: own columns, answer columns, lon, lat; values beyond the
 * header's columns come last, so that they neither shift a column nor are lost.
 */
export function lineValues({ row, answer }: GeocodedRow, width: number): (string | number | null)[] {
  const { values } = row;
  const own = Array.from({ length: width }, (_, i) => values[i] ?? '');
  const answered: AnswerProperties = answerProperties(answer);
  const { match } = answer;
  const added = ANSWER_COLUMNS.map((name) => answered[name]);
  return [...own, ...added, match?.lon ?? null, match?.lat ?? null, ...values.slice(width)];
}

/** Names of the answer columns beside the user's, told apart as in a layer. */
export function answerNames(columns: readonly string[]): string[] {
  const all = layerColumns([...columns], [...ANSWER_COLUMNS]);
  return all.slice(columns.length).map(({ name }) => name);
}
