import ranges from '@fontsource-variable/noto-sans-kr/unicode.json';

/**
 * Noto Sans KR comes in about 120 files, each for some characters. The page (CSS) and the map (MapLibre's
 * font-faces) must agree on them: with CSS alone the map draws Hangul as boxes, because it asks for a font
 * before any text of the page has loaded the right file.
 */
export interface Face {
  /** File under /fonts/. */
  file: string;
  /** Its characters, as CSS writes them: U+AC00-AC0F. */
  ranges: string[];
}

export const FAMILY = 'Noto Sans KR Variable';

export const faces: Face[] = Object.entries(ranges as Record<string, string>).map(([subset, text]) => ({
  file: `${subset.replace(/[[\]]/g, '')}.woff2`,
  ranges: text.split(',').map((range) => range.trim()),
}));

/** The same faces as a style sheet. */
export function styleSheet(): string {
  return faces
    .map(
      ({ file, ranges }) =>
        `@font-face{font-family:'${FAMILY}';font-style:normal;font-display:swap;font-weight:100 900;` +
        `src:url(/fonts/${file}) format('woff2');unicode-range:${ranges.join(',')}}`,
    )
    .join('\n');
}
