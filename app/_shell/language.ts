import { LOCALE_COOKIE } from '../i18n/locale';

/** Keeps the language for the pages to come; the page itself must be asked for again. */
export function speak(locale: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
}
