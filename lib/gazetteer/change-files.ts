import { Problem } from '@/lib/problems';
import { splitRow } from './importers/fields';
import { Tally } from './report';
import type { SourceFile } from './source/files';
import { lineBatches } from './source/lines';

/**
 * Daily change files AlterD.JUSUKR.YYYYMMDD.TH_SGCO_RNADR_MST.TXT (24 fields, 이동사유코드 in the 21st) and
 * _LNBR.TXT (14 fields, code in the 14th), and the monthly rnaddrkor_mod and jibun_rnaddrkor_mod of the same
 * layouts.
 */
export interface ChangeFile {
  file: SourceFile;
  date: string; // yyyy-mm-dd
  kind: 'address' | 'parcel';
}

export interface Change {
  fields: string[];
  removes: boolean;
}

/** The changes of one day: of each key the last event. */
export interface Day {
  date: string;
  files: string[];
  addresses: Change[];
  parcels: Change[];
  tally: Tally;
}

const DAILY = /AlterD\.JUSUKR\.(\d{4})(\d{2})(\d{2})\.TH_SGCO_RNADR_(MST|LNBR)\.TXT$/i;
const MONTHLY = /^(jibun_)?rnaddrkor_mod.*\.txt$/i;
const MONTH = /(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?!\d)/;

const INSERTS = new Set(['31', '33']);
const UPDATES = new Set(['34', '35', '36', '72', '73']);
const DELETES = new Set(['63', '64']);

/** What a file changes and when; undefined for any other file. */
export function changeFileOf(file: SourceFile): ChangeFile | undefined {
  const daily = DAILY.exec(file.name);
  if (daily) {
    const kind = daily[4]!.toUpperCase() === 'MST' ? 'address' : 'parcel';
    return { file, date: daily.slice(1, 4).join('-'), kind };
  }
  const monthly = MONTHLY.exec(file.name);
  if (!monthly) return undefined;
  const month = MONTH.exec(file.location);
  const date = month ? lastDay(month[1]!, month[2]!) : file.modified.toISOString().slice(0, 10);
  return { file, date, kind: monthly[1] ? 'parcel' : 'address' };
}

function lastDay(year: string, month: string): string {
  return new Date(Date.UTC(Number(year), Number(month), 0)).toISOString().slice(0, 10);
}

/** 도로명코드, 지하, 본번, 부번 and the 읍면동 of an address; with the parcel for a parcel. */
const keyOf = (kind: ChangeFile['kind'], f: readonly string[]) =>
  kind === 'address'
    ? [f[9], f[11], f[12], f[13], f[1]!.slice(0, 8)].join('|')
    : [f[1], f[6], f[7], f[8], f[9], f[10], f[11], f[12]].join('|');

/**
 * Reads the change files of one day, in name order.
 * @throws Problem when a file cannot be read, ends within a row or has more than a twentieth of bad rows.
 */
export async function readDay(date: string, files: readonly ChangeFile[]): Promise<Day> {
  const last = { address: new Map<string, Change>(), parcel: new Map<string, Change>() };
  const tally = new Tally();
  for (const { file, kind } of files) {
    let line = 0;
    for await (const lines of lineBatches(file)) {
      for (const text of lines) {
        tally.at(file.path, ++line, text);
        const fields = splitRow(text, [kind === 'address' ? 24 : 14], tally);
        if (!fields) continue;
        tally.rows++;
        const code = fields[kind === 'address' ? 20 : 13]!.trim();
        if (!INSERTS.has(code) && !UPDATES.has(code) && !DELETES.has(code)) {
          tally.reject('change-code');
          continue;
        }
        const key = keyOf(kind, fields);
        last[kind].delete(key); // so that the last event also comes last
        last[kind].set(key, { fields, removes: DELETES.has(code) });
      }
    }
    if (tally.wrong?.line === line && tally.wrong.reason === 'field-count') {
      throw new Problem(
        'unreadable',
        `${file.path} ends in the middle of a row (line ${line}): the file is not whole. Get it again; nothing of it was applied.`,
      );
    }
  }
  if (tally.rejected > tally.rows * 0.05) {
    const [reason, { count }] = Object.entries(tally.reasons)[0]!;
    throw new Problem(
      'unreadable',
      `${tally.rejected} of ${tally.rows} rows of the changes of ${date} cannot be used ("${reason}": ${count}); nothing of them was applied.`,
    );
  }
  return {
    date,
    files: files.map(({ file }) => file.path),
    addresses: [...last.address.values()],
    parcels: [...last.parcel.values()],
    tally,
  };
}
