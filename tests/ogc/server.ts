import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as api from '@/app/ogc/api/route';
import * as one from '@/app/ogc/collections/[id]/items/[n]/route';
import * as items from '@/app/ogc/collections/[id]/items/route';
import * as collection from '@/app/ogc/collections/[id]/route';
import * as collections from '@/app/ogc/collections/route';
import * as conformance from '@/app/ogc/conformance/route';
import * as landing from '@/app/ogc/route';

type Handler = typeof landing.GET;

const routes: [pattern: RegExp, handler: Handler][] = [
  [/^\/ogc$/, landing.GET],
  [/^\/ogc\/api$/, api.GET],
  [/^\/ogc\/conformance$/, conformance.GET],
  [/^\/ogc\/collections$/, collections.GET],
  [/^\/ogc\/collections\/(?<id>[^/]+)$/, collection.GET],
  [/^\/ogc\/collections\/(?<id>[^/]+)\/items$/, items.GET],
  [/^\/ogc\/collections\/(?<id>[^/]+)\/items\/(?<n>[^/]+)$/, one.GET],
];

/** The routes behind a real port, as Next.js puts them, so that GDAL can ask them. */
export async function serveOgc(): Promise<{ base: string; close: () => void }> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, 'http://127.0.0.1');
    const path = url.pathname.replace(/(.)\/$/, '$1');
    const found = routes.find(([pattern]) => pattern.test(path));
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    const [pattern, handler] = found;
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const groups = pattern.exec(path)?.groups ?? {};
    const params = Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value!)]),
    );
    const answer = await handler(new Request(url, { headers }), { params: Promise.resolve(params) });
    // Kept open, a connection may end just when the next test uses it.
    response.writeHead(answer.status, { ...Object.fromEntries(answer.headers), Connection: 'close' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}/ogc`, close: () => server.close() };
}
