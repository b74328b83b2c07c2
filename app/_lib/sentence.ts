import { inKorean } from '../i18n/sentences';

/** A sentence of the server in the language of the page. */
export function inPageLanguage(sentence: string): string {
  return document.documentElement.lang.startsWith('ko') ? inKorean(sentence) : sentence;
}
