/** One command of the CLI. */
export interface Command {
  name: string;
  usage: string;
  about: string;
  /** Runs with the words after the command's name; gives the exit code, or throws a sentence for people. */
  run(argv: string[]): Promise<number>;
}

/** The call itself was wrong (exit code 2). */
export class UsageError extends Error {}
