import { files } from '../world';

/** Made once, when the pages are built; the running server only sends the result. */
export const dynamic = 'force-static';
export const dynamicParams = false;

export const generateStaticParams = () => Object.keys(files).map((file) => ({ file }));

export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  const make = files[file];
  if (!make) return new Response('Not found', { status: 404 });
  return new Response(JSON.stringify(make()), {
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=86400' },
  });
}
