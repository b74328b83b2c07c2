import { geocodeText } from '@/lib/geocode/geocode';
import { label } from '@/lib/geocode/properties';
import { suggest } from '@/lib/geocode/suggest/suggest';
import type { Answer, Match } from '@/lib/geocode/types';

export interface Candidate extends Match {
  label: string;
}

/** Most that a person looks through. */
const MOST = 8;

export interface Trial {
  answer: Pick<Answer, 'status' | 'reason'>;
  /** Best first; one where the text says exactly one place. */
  candidates: Candidate[];
}

/**
 * What a text could mean: the one place it names, the several it may name, or, where it names none, what
 * begins or sounds like it. The same text has the same candidates in the same order.
 */
export async function tryText(text: string): Promise<Trial> {
  const answer = await geocodeText(text);
  const found = answer.match ? [answer.match] : (answer.candidates ?? []);
  const near = found.length > 0 ? [] : await nearMisses(text);
  return {
    answer: { status: answer.status, ...(answer.reason ? { reason: answer.reason } : {}) },
    candidates: [...found.map((match) => ({ ...match, label: label(match) })), ...near].slice(0, MOST),
  };
}

/** Words of an address without its numbers and remarks, from the whole down to the last one. */
function* shorter(text: string): Generator<string> {
  const words = text
    .replace(/\(.*?\)|\[.*?\]/g, ' ')
    .split(/[\s,]+/)
    .filter((word) => word && !/^(지하|산)?\d[\d-]*(번지|호|층)?$/.test(word));
  for (let length = words.length; length > 0; length--) yield words.slice(0, length).join(' ');
  for (const word of words.toReversed()) yield word;
}

async function nearMisses(text: string): Promise<Candidate[]> {
  for (const words of shorter(text)) {
    const found = await suggest(words, { limit: MOST });
    if (found.length > 0) return found;
  }
  return [];
}
