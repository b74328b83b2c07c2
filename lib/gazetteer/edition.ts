/** Dates as file, folder and ZIP names of the products give them. */
const PATTERNS: { pattern: RegExp; date: (match: RegExpExecArray) => [string, string, string] }[] = [
  {
    pattern: /(?<![\da-f])(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\da-f])/,
    date: ([, y, m, d]) => [y!, m!, d!],
  },
  { pattern: /(?<![\da-f])(20\d{2})-?(0[1-9]|1[0-2])(?![\da-f])/, date: ([, y, m]) => [y!, m!, '01'] },
  { pattern: /RNENTDATA_(\d{2})(0[1-9]|1[0-2])(?!\d)/i, date: ([, y, m]) => [`20${y}`, m!, '01'] },
];

/** Names that far above a file still speak of it. */
const DEPTH = 4;

export interface EditionGuess {
  date: string; // yyyy-mm-dd
  /** No name says it: the day the file was last written. */
  guessed: boolean;
}

/**
 * The day a file's content was current: from its name, else from the folders or ZIP it lies in (innermost
 * first), else the day it was last written. A name with month only gives the month's first day.
 */
export function editionOf(path: string, modified: Date): EditionGuess {
  for (const part of path.split(/[/\\]/).slice(-DEPTH).reverse()) {
    for (const { pattern, date } of PATTERNS) {
      const match = pattern.exec(part);
      if (match) return { date: date(match).join('-'), guessed: false };
    }
  }
  return { date: modified.toISOString().slice(0, 10), guessed: true };
}

/** A guessed edition, corrected by the newest day that the rows themselves speak of (yyyymmdd). */
export function correctedEdition(edition: EditionGuess, newestDay: string): string {
  if (!edition.guessed || !/^\d{8}$/.test(newestDay)) return edition.date;
  const said = newestDay.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3');
  return [said, edition.date].sort()[0]!;
}
