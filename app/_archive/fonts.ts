import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FAMILY, faces } from '../fonts/faces';

const FOLDER = join(process.cwd(), 'node_modules/@fontsource-variable/noto-sans-kr/files');

/** `U+AC00-AC0F` or `U+20` as numbers. */
function bounds(range: string): [first: number, last: number] {
  const [first = '', last = first] = range.replace(/^U\+/i, '').split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

/** The font files that hold any of the characters. */
export function facesFor(characters: ReadonlySet<string>) {
  const points = [...characters].map((character) => character.codePointAt(0)!);
  return faces.filter(({ ranges }) =>
    ranges.some((range) => {
      const [first, last] = bounds(range);
      return points.some((point) => point >= first && point <= last);
    }),
  );
}

/** MapLibre's font-faces with the files themselves inside: a page opened from a disk may read no other file. */
export async function embeddedFonts(characters: ReadonlySet<string>): Promise<Record<string, unknown>> {
  const embedded = facesFor(characters).map(async ({ file, ranges }) => {
    const bytes = await readFile(
      join(FOLDER, `noto-sans-kr-${file.replace('.woff2', '')}-wght-normal.woff2`),
    );
    return { url: `data:font/woff2;base64,${bytes.toString('base64')}`, 'unicode-range': ranges };
  });
  return { [FAMILY]: await Promise.all(embedded) };
}
