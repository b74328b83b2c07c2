export const LOCALES = ['ko', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** Cookie that keeps the language chosen in the menu. */
export const LOCALE_COOKIE = 'jari-locale';

/** The chosen language, else the first of Accept-Language that there is, else Korean. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const known = (text: string | undefined) =>
    LOCALES.find((locale) => text?.toLowerCase().startsWith(locale));
  if (known(chosen)) return known(chosen)!;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...options] = entry.trim().split(';');
      const quality = options.find((option) => option.trim().startsWith('q='));
      return { tag, quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of wanted) {
    const locale = known(tag);
    if (locale) return locale;
  }
  return acceptLanguage ? 'en' : 'ko';
}
