/** One thing that can be trained from the command line: `jari train NAME ...`. */
export interface Training {
  name: string;
  usage: string;
  /** More lines for people who asked wrongly. */
  help(): string;
  /** Runs with the words after the name; gives the exit code. @throws UsageError, Problem */
  run(argv: string[]): Promise<number>;
}
