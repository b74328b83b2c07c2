import type { KoreanFacts } from '../korean-facts';
import type { SourceFile } from '../source/files';
import type { WesternFacts } from '../western-facts';

interface ImporterBase {
  /** Product whose data set the facts join: one data set per product and import. */
  product: string;
  title: string;
  /** Files are read in this order within an import: what names roads comes before what has only their codes. */
  order: number;
  /** By name and content; `lines` are the first lines of the file. */
  recognises(name: string, lines: readonly string[]): boolean;
}

/** A reader takes one line; it complains through the tally of its facts. */
export type LineReader = (line: string) => void;

export interface KoreanImporter extends ImporterBase {
  family: 'kr';
  reader(facts: KoreanFacts): LineReader;
}

export interface WesternImporter extends ImporterBase {
  family: 'intl';
  /** The file's path tells country and region (us/ca/alameda.csv). */
  reader(facts: WesternFacts, file: Pick<SourceFile, 'path' | 'location'>): LineReader;
}

export type Importer = KoreanImporter | WesternImporter;
