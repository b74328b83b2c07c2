/**
 * A city's label with its country in words: "Gimcheon, KR" reads "Gimcheon, 대한민국". Without a country code at its
 * end, or with one that nobody knows, it stays as it is.
 */
export function withCountryName(label: string, locale: string): string {
  return label.replace(/(?<=^|, )[A-Z]{2}$/, (code) => {
    try {
      return new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
    } catch {
      return code; // two letters that are no region's
    }
  });
}
