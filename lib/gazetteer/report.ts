/** What was wrong with rows, by reason, with a few examples each. */
export interface Example {
  file: string;
  line: number;
  text: string;
}

export interface Reason {
  count: number;
  examples: Example[];
}

const EXAMPLES = 5;
const LONGEST_TEXT = 300;

/** Counts rows that were left out (rejected) and rows kept with a lack (flagged). */
export class Tally {
  rows = 0;
  rejected = 0;
  flagged = 0;
  readonly reasons: Record<string, Reason> = {};
  /** The last row that was rejected. */
  wrong: { reason: string; line: number } | undefined;
  private file = '';
  private line = 0;
  private text = '';

  /** Says which row the next complaint is about. */
  at(file: string, line: number, text: string): void {
    this.file = file;
    this.line = line;
    this.text = text;
  }

  reject(reason: string): void {
    this.rejected++;
    this.wrong = { reason, line: this.line };
    this.add(reason);
  }

  flag(reason: string): void {
    this.flagged++;
    this.add(reason);
  }

  private add(reason: string): void {
    this.reasons[reason] ??= { count: 0, examples: [] };
    const entry = this.reasons[reason];
    entry.count++;
    if (entry.examples.length >= EXAMPLES) return;
    entry.examples.push({ file: this.file, line: this.line, text: this.text.slice(0, LONGEST_TEXT) });
  }
}
