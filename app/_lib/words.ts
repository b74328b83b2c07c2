import { ApiError, ConnectionError } from './api';

/** Sentences that are said outside components, given by one that knows the page's language. */
export interface Words {
  /** The line to the server is cut. */
  connection: string;
  /** What an entry of the history is called: `renamed`, with the name of what was changed. */
  change: (what: ChangeName, name: string) => string;
  undoFailed: (label: string, reason: string) => string;
  /** The project that the address names is not there. */
  noProject: string;
}

export type ChangeName = 'renamed' | 'shown' | 'hidden' | 'restyled' | 'moved' | 'removed';

let words: Words = {
  connection: 'The server does not answer.',
  change: (what, name) => `${what}: ${name}`,
  undoFailed: (label, reason) => `${label}: ${reason}`,
  noProject: 'There is no such project.',
};

export const setWords = (next: Partial<Words>) => {
  words = { ...words, ...next };
};

export const inWords = () => words;

/** What to tell a person about an error. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ConnectionError) return words.connection;
  if (error instanceof ApiError) return error.message;
  return (error as Error)?.message ?? String(error);
}
