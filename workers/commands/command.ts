import { type ParseArgsConfig, parseArgs } from 'node:util';

/** One command of the CLI. */
export interface Command {
  usage: string;
  about: string;
  /** Runs with the words after the command's name; gives the exit code, or throws a sentence for people. */
  run(argv: string[]): Promise<number>;
}

/** The call itself was wrong (exit code 2). */
export class UsageError extends Error {}

/** A command's words as options and the rest. @throws UsageError for an option there is not, or without its value */
export function parseWords<O extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: O) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
