import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faces, styleSheet } from '../faces';

/** Fonts from the installed package, sent by the server itself: no page asks another site for them. */
export const dynamic = 'force-static';
export const dynamicParams = false;

const STYLE_SHEET = 'noto-sans-kr.css';
const FOLDER = join(process.cwd(), 'node_modules/@fontsource-variable/noto-sans-kr/files');

export const generateStaticParams = () =>
  [STYLE_SHEET, ...faces.map((face) => face.file)].map((file) => ({ file }));

export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  const forever = 'public, max-age=31536000, immutable';
  if (file === STYLE_SHEET) {
    return new Response(styleSheet(), { headers: { 'Content-Type': 'text/css', 'Cache-Control': forever } });
  }
  if (!faces.some((face) => face.file === file)) return new Response('Not found', { status: 404 });
  const subset = file.replace('.woff2', '');
  const bytes = await readFile(join(FOLDER, `noto-sans-kr-${subset}-wght-normal.woff2`));
  return new Response(new Uint8Array(bytes), {
    headers: { 'Content-Type': 'font/woff2', 'Cache-Control': forever },
  });
}
