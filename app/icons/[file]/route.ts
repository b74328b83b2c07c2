import { readFile } from 'node:fs/promises';
import { ICONS } from '../names';

/** The icons that points can be drawn with, from the installed packages: `maki-bus.svg`, and `all.json`, their names. */
export const dynamic = 'force-dynamic';

const FOR_EVER = 'public, max-age=31536000, immutable';

export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  if (file === 'all.json') {
    return Response.json([...ICONS.keys()], { headers: { 'Cache-Control': 'public, max-age=3600' } });
  }
  const path = file.endsWith('.svg') ? ICONS.get(file.slice(0, -4)) : undefined;
  if (!path) return new Response('Not found', { status: 404 });
  return new Response(await readFile(path), {
    headers: {
      'Content-Type': 'image/svg+xml',
      'Cache-Control': FOR_EVER,
      // An SVG opened by itself is a page: it may run nothing.
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  });
}
