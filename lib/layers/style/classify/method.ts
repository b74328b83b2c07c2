/** One way to cut numbers into classes: a file of its own beside this one, and a line in all.ts. */
export interface Method {
  name: 'quantiles' | 'equal' | 'natural';
  words: { ko: string; en: string };
  /**
   * Where the classes after the first begin: at most `count - 1` numbers, ascending, none twice. A number at a
   * border belongs to the class that begins there.
   * @param sorted ascending, one number at least
   */
  borders(sorted: Float64Array, count: number): number[] | Promise<number[]>;
}
