import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import next from 'next';
import { config } from '@/lib/config';
import { closeDatabase } from '@/lib/db/database';

/** Route handlers that send something compressed say so under this name: Next.js strikes the right one out. */
const ENCODING = 'x-content-encoding';
Object.assign(globalThis, { [Symbol.for('jari.content-encoding')]: true });

function sendEncoded(response: ServerResponse): void {
  for (const method of ['setHeader', 'appendHeader'] as const) {
    const set = response[method].bind(response) as ServerResponse['setHeader'];
    response[method] = (name: string, value: never) =>
      set(name.toLowerCase() === ENCODING ? 'Content-Encoding' : name, value);
  }
}

/** The web process: Next.js on HOST and PORT; tells its parent the port it got. Ends with its parent. */
async function main(): Promise<void> {
  const development = process.env.NODE_ENV !== 'production';
  const server = createServer();
  // Uploads of gigabytes over slow lines take longer than Node's default five minutes a request.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${config.PORT} is in use. Set PORT to another one, for example PORT=3001 npm start.`,
            )
          : error,
      ),
    );
    server.listen(config.PORT, config.HOST, resolve);
  });
  const { address, family, port } = server.address() as AddressInfo;
  const app = next({
    dev: development,
    dir: process.env.JARI_ROOT ?? process.cwd(),
    hostname: config.HOST,
    port,
    httpServer: server,
  });
  const ready = app.prepare();
  const handle = app.getRequestHandler();
  // Who comes early waits until the pages are there.
  server.on('request', (request, response) => {
    sendEncoded(response);
    void ready.then(() => handle(request, response));
  });
  await ready;
  process.send?.({ port });
  // Until a page has been asked for once, answering takes seconds: the person who comes next need not wait for it.
  void fetch(`http://${family === 'IPv6' ? `[${address}]` : address}:${port}/`).catch(() => {});

  const close = () => {
    server.close();
    server.closeAllConnections();
    void closeDatabase().finally(() => process.exit(0));
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
  process.on('disconnect', close);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
