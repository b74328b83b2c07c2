import { rateCrs } from '@/lib/crs/guess';
import { joinColumns } from './columns';
import type { ColumnRoles, TablePreview } from './types';

/** Geocodes texts and gives each a score, 0 (nothing found) to 1. */
export type Trial = (texts: string[]) => Promise<number[]>;

/** Rows of the sample that are tried, spread over it. */
const TRIED = 24;
/** Joining columns must be this much better than one column alone. */
const WORTH_JOINING = 0.03;

const clean = (name: string) =>
  name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[\s_()[\].-]+/g, '');

const ADDRESS_NAMES: [pattern: RegExp, weight: number][] = [
  [/^(?:도로명주소|소재지도로명주소|도로명전체주소|주소|address|fulladdress|addr)$/, 1],
  [/도로명.*주소|주소.*도로명|소재지.*주소/, 0.95],
  [/지번.*주소|주소.*지번/, 0.9],
  [/주소|소재지|address|addr(?!.*id)/, 0.85],
  [/^(?:input|query|text|위치|장소|location|place)$/, 0.5],
];
const ADDRESS_NOT = /코드|우편|이메일|e?mail|web|홈페이지|url|ip주소|mac|일자|여부|code|zip|post/;

/** Parts of an address in the order in which they are joined. */
const PARTS: RegExp[] = [
  /^(?:시도|시도명|광역시도|province|sido|시도구분)$/,
  /^(?:시군구|시군구명|시군|구군|sigungu|자치구|구)$/,
  /^(?:읍면동|읍면동명|법정동|법정동명|행정동|읍면|동|동명|법정읍면동명)$/,
  /^(?:리|리명|법정리|법정리명)$/,
  /^(?:도로명|도로명칭|도로|길|road|roadname)$/,
  /^(?:건물번호|지번|번지|본번|건물본번|건물본번호|번호)$/,
  /^(?:부번|건물부번|건물부번호)$/,
];
const WESTERN_PARTS: RegExp[] = [
  /^(?:number|housenumber|streetnumber|no|housenum|hausnummer|num)$/,
  /^(?:street|streetname|road|strasse|straße|streetaddress|address1?|addressline1|addr1?)$/,
  /^(?:city|town|municipality|ort|locality|postalcity)$/,
  /^(?:region|state|province|st)$/,
  /^(?:postcode|zip|zipcode|postalcode|plz)$/,
  /^(?:country)$/,
];

const LOOKS_LIKE_ADDRESS =
  /(?:[가-힣]+(?:시|도|군|구|읍|면|동|리|가|로|길)\s*\S*\d)|(?:\d+[a-z]?\s+\p{L}{2,})|(?:\p{L}{2,}\s+\d+)/iu;

/** Longer texts are notes; only their beginning is looked at, so that no pattern runs away. */
const LONGEST_ADDRESS = 200;

function nameWeight(name: string): number {
  const cleaned = clean(name);
  if (ADDRESS_NOT.test(cleaned)) return 0;
  return ADDRESS_NAMES.find(([pattern]) => pattern.test(cleaned))?.[1] ?? 0;
}

const mean = (numbers: readonly number[]) =>
  numbers.length ? numbers.reduce((sum, value) => sum + value, 0) / numbers.length : 0;

const isNumeric = (value: string) => /^-?\d+(?:\.\d+)?$/.test(value.trim());

class Columns {
  readonly rows: string[][];

  constructor(
    readonly names: readonly string[],
    sample: readonly string[][],
  ) {
    const step = Math.max(1, Math.floor(sample.length / TRIED));
    this.rows = sample.filter((_, i) => i % step === 0).slice(0, TRIED);
  }

  values(column: number): string[] {
    return this.rows.map((row) => row[column] ?? '').filter((value) => value.trim() !== '');
  }

  /** Share of the values that look like (part of) an address. */
  looks(column: number): number {
    const values = this.values(column);
    return (
      values.filter((value) => LOOKS_LIKE_ADDRESS.test(value.slice(0, LONGEST_ADDRESS))).length /
      Math.max(1, this.rows.length)
    );
  }

  isText(column: number): boolean {
    const values = this.values(column);
    return values.length > 0 && values.filter(isNumeric).length < values.length * 0.9;
  }

  /** Whether the values only count the rows: "번호" is a house number in one table, a serial in another. */
  private isSerial(column: number): boolean {
    const numbers = this.values(column).map(Number);
    return (
      numbers.length > 1 &&
      numbers[0]! <= 1 &&
      numbers.every((value, i) => i === 0 || (value > numbers[i - 1]! && Number.isInteger(value)))
    );
  }

  /** Columns named as parts of one address, in the order to join; empty when they are too few to be one. */
  parts(patterns: readonly RegExp[]): number[] {
    const found = patterns
      .map((pattern) =>
        this.names.findIndex((name, column) => pattern.test(clean(name)) && !this.isSerial(column)),
      )
      .filter((column) => column >= 0 && this.values(column).length > 0);
    const unique = [...new Set(found)];
    return unique.length >= 2 && unique.some((column) => this.isText(column)) ? unique : [];
  }
}

interface Candidate {
  columns: number[];
  /** By name and looks, 0-1. */
  prior: number;
}

/** Columns, and joins of columns, that may be the address, likeliest first. */
function addressCandidates(table: Columns): Candidate[] {
  const single = table.names
    .map((name, column): Candidate => {
      const named = nameWeight(name);
      const prior = Math.max(named, table.looks(column) * 0.7 + (named > 0 ? 0.3 : 0));
      return { columns: [column], prior: table.isText(column) ? prior : 0 };
    })
    .filter(({ prior, columns }) => prior > 0.2 || table.isText(columns[0]!));
  const joins: Candidate[] = [PARTS, WESTERN_PARTS]
    .map((patterns) => table.parts(patterns))
    .filter((columns) => columns.length >= 2)
    .map((columns) => ({ columns, prior: Math.min(0.92, 0.5 + columns.length * 0.12) }));
  // 시도, 시군구 beside "주소" with the rest: the area columns before each likely column.
  const areas = PARTS.slice(0, 2)
    .map((pattern) => table.names.findIndex((name) => pattern.test(clean(name))))
    .filter((column) => column >= 0);
  if (areas.length > 0) {
    for (const { columns, prior } of single) {
      const rest = columns[0]!;
      if (prior >= 0.5 && !areas.includes(rest)) {
        joins.push({ columns: [...areas.filter((area) => area !== rest), rest], prior: prior - 0.02 });
      }
    }
  }
  return [...joins, ...single].sort((a, b) => b.prior - a.prior);
}

/** Neighbouring columns that may be pieces of one address in a table without names; codes are passed over. */
function neighbourJoins(table: Columns): Candidate[] {
  const useful = table.names
    .map((_, column) => column)
    .filter((column) => {
      const values = table.values(column);
      const codes = values.every((value) => /^\d{5,}$/.test(value.trim()));
      const flags = values.every((value) => /^[01]$/.test(value.trim()));
      return !codes && !flags && values.some((value) => value.length <= 40);
    });
  const runs: Candidate[] = [];
  for (let from = 0; from < useful.length && from < 12; from++) {
    for (let to = from + 2; to <= Math.min(useful.length, from + 6); to++) {
      const columns = useful.slice(from, to);
      if (columns.some((column) => table.isText(column))) runs.push({ columns, prior: 0.3 });
    }
  }
  return runs;
}

/** All candidates with their mean scores, in one trial. */
async function tryAll(
  table: Columns,
  candidates: readonly Candidate[],
  trial: Trial,
): Promise<(Candidate & { score: number })[]> {
  if (candidates.length === 0) return [];
  const texts = candidates.flatMap(({ columns }) => table.rows.map((row) => joinColumns(row, columns)));
  const scores = await trial(texts);
  const count = table.rows.length;
  return candidates.map((candidate, i) => ({
    ...candidate,
    score: mean(table.rows.map((_, k) => scores[i * count + k] ?? 0)),
  }));
}

async function findAddress(
  table: Columns,
  trial: Trial,
  hasNames: boolean,
): Promise<Pick<ColumnRoles, 'address' | 'addressScore'>> {
  const candidates = addressCandidates(table);
  const scored = await tryAll(table, candidates.slice(0, 12), trial);
  if (!hasNames && table.names.length > 1 && scored.every(({ score }) => score < 0.7)) {
    scored.push(...(await tryAll(table, neighbourJoins(table), trial)));
  }
  const top = scored.reduce((most, { score }) => Math.max(most, score), 0);
  if (top > 0.1) {
    // Fewer columns, or the better name, where the score is as good.
    const best = scored
      .filter(({ score }) => score >= top - WORTH_JOINING)
      .sort((a, b) => a.columns.length - b.columns.length || b.prior - a.prior || b.score - a.score)[0]!;
    return { address: best.columns, addressScore: best.score };
  }
  const byName = candidates[0];
  return { address: byName && byName.prior >= 0.35 ? byName.columns : [], addressScore: 0 };
}

const X_NAME =
  /^(?:x|좌표x|x좌표|경도|lon|lng|long|longitude|easting|동경|.*(?:x좌표|좌표x|경도|longitude|_lon|_lng|중심점x|출입구x|epsg\d+x))$/;
const Y_NAME =
  /^(?:y|좌표y|y좌표|위도|lat|latitude|northing|북위|.*(?:y좌표|좌표y|위도|latitude|_lat|중심점y|출입구y|epsg\d+y))$/;

function numbers(rows: readonly string[][], column: number): number[] {
  return rows.map((row) => (row[column]?.trim() ? Number(row[column]) : Number.NaN));
}

/** Coordinate columns by name, or, without names, two neighbouring columns whose values make sense. */
function findCoordinates(names: readonly string[], sample: readonly string[][]): ColumnRoles['coordinates'] {
  const numeric = names
    .map((_, column) => column)
    .filter((column) => {
      const filled = sample.map((row) => row[column]?.trim() ?? '').filter((value) => value !== '');
      return filled.length > 0 && filled.filter(isNumeric).length >= filled.length * 0.9;
    });
  const rate = (x: number, y: number) => {
    const xs = numbers(sample, x);
    const ys = numbers(sample, y);
    const rated = rateCrs(xs.map((value, i): [number, number] => [value, ys[i]!]));
    return { x, y, crs: rated.map(({ code }) => code), share: rated[0]?.share ?? 0 };
  };
  // Either way round: surveyors' files call the northing X.
  const better = (a: number, b: number) => {
    const [straight, swapped] = [rate(a, b), rate(b, a)];
    return swapped.share > straight.share + 0.1 ? swapped : straight;
  };
  const named = (pattern: RegExp) => numeric.find((column) => pattern.test(clean(names[column]!)));
  const [x, y] = [named(X_NAME), named(Y_NAME)];
  if (x !== undefined && y !== undefined && x !== y) {
    const { share: _, ...found } = better(x, y);
    return found;
  }
  for (const column of numeric) {
    if (!numeric.includes(column + 1)) continue;
    if (!hasFractions(sample, column) || !hasFractions(sample, column + 1)) continue;
    // Values alone must be in Korea to be taken for coordinates: any two numbers are degrees somewhere.
    const { share, ...found } = better(column, column + 1);
    if (share >= 0.9) return found;
  }
  return undefined;
}

function hasFractions(sample: readonly string[][], column: number): boolean {
  const filled = sample.map((row) => row[column] ?? '').filter((value) => value.trim() !== '');
  return (
    filled.filter((value) => /\.\d{2,}/.test(value) || /^\d{5,7}$/.test(value.trim())).length >=
    filled.length / 2
  );
}

const LABEL_NAMES: RegExp[] = [
  /^(?:이름|명칭|상호|상호명|업소명|업체명|시설명|건물명|기관명|사업장명|사업장|성명|name|title|label|장소명|점포명)$/,
  /(?:명칭|상호|이름|(?:업소|업체|시설|건물|기관|학교|병원|매장|지점|점포|단체|회사|센터|상가|단지|아파트)명)$|name$|^name|title/,
  /[가-힣]명$/,
];
const LABEL_NOT = /도로명|시도명|시군구명|읍면동명|리명|동명|구명|코드|주소|파일명|file|user|street|city/;

/** The column whose values name the rows: by its name, else the most distinct short text. */
function findLabel(table: Columns, others: readonly number[]): number | undefined {
  const usable = table.names
    .map((_, column) => column)
    .filter((column) => !others.includes(column) && table.isText(column));
  for (const pattern of LABEL_NAMES) {
    const found = usable.find((column) => {
      const name = clean(table.names[column]!);
      return pattern.test(name) && !LABEL_NOT.test(name);
    });
    if (found !== undefined) return found;
  }
  const rated = usable
    .map((column) => {
      const values = table.values(column);
      const distinct = new Set(values).size / Math.max(1, table.rows.length);
      const letters = values.filter((value) => /\p{L}{2}/u.test(value) && value.length <= 40).length;
      const addresses = table.looks(column) > 0.3;
      return { column, rate: addresses ? 0 : distinct * (letters / Math.max(1, values.length)) };
    })
    .sort((a, b) => b.rate - a.rate);
  return rated[0] && rated[0].rate >= 0.6 ? rated[0].column : undefined;
}

/** The column most likely to name the rows of any table. @param sample rows as texts */
export const guessLabel = (names: readonly string[], sample: readonly string[][]) =>
  findLabel(new Columns(names, sample), []);

/**
 * What the columns of a table mean: address, coordinates, label.
 *
 * @param trial geocodes the texts of a sample, one score a text; the address is the column, or the join of
 *   columns, that scores best. When it finds nothing, names and looks decide.
 */
export async function guessRoles(
  preview: Pick<TablePreview, 'columns' | 'sample' | 'format'>,
  trial: Trial,
): Promise<ColumnRoles> {
  const { columns: names, sample, format } = preview;
  const table = new Columns(names, sample);
  const coordinates = findCoordinates(names, sample);
  const address = await findAddress(table, trial, format.header);
  const taken = [...address.address, ...(coordinates ? [coordinates.x, coordinates.y] : [])];
  const label = findLabel(table, taken);
  return {
    ...address,
    ...(coordinates ? { coordinates } : {}),
    ...(label === undefined ? {} : { label }),
  };
}
