import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { config } from '@/lib/config';
import { closeDatabase, database, databaseUrl } from '@/lib/db/database';
import { runningEmbedded } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';
import { loadDefaultGazetteer } from '@/lib/gazetteer/defaults';
import { buildIfStale } from './build';

/**
 * `npm start`: everything on one machine. Builds what is stale, starts the database unless DATABASE_URL
 * names one, migrates, loads the sample gazetteer, runs the workers and the web server, and on Ctrl-C or
 * SIGTERM ends them in the reverse order.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const development = process.argv.includes('--dev');
const say = (line: string) => console.log(line);
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

const children = new Set<ChildProcess>();
let stopping = false;

/** Starts a process that is told to end by SIGTERM, and notices by its closed channel when this one dies. */
function run(
  entry: string,
  environment: Record<string, string>,
  onExit: (code: number | null) => void,
): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', entry], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  });
  children.add(child);
  child.on('exit', (code) => {
    children.delete(child);
    if (!stopping) onExit(code);
  });
  return child;
}

function startWorker(environment: Record<string, string>, delay = 1000): void {
  const startedAt = Date.now();
  run('workers/worker.ts', environment, (code) => {
    say(
      `A worker ended unexpectedly (exit code ${code}); starting another. Its job goes on from its last chunk.`,
    );
    const next = Date.now() - startedAt > 60_000 ? 1000 : Math.min(delay * 2, 60_000);
    setTimeout(() => !stopping && startWorker(environment, next), delay);
  });
}

async function startWeb(environment: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = run('workers/web.ts', environment, (code) => {
      reject(new Error('The web server did not start.'));
      say(`The web server ended unexpectedly (exit code ${code}).`);
      void stop(1);
    });
    child.on('message', (message: { port?: number }) => message.port !== undefined && resolve(message.port));
  });
}

/** Ends the children, then the database, then this process. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  const ended = [...children].map(
    (child) =>
      new Promise<void>((resolve) => {
        child.on('exit', () => resolve());
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 15_000).unref();
      }),
  );
  await Promise.all(ended);
  await closeDatabase();
  const server = config.DATABASE_URL ? undefined : runningEmbedded();
  if (server) {
    process.kill(server.pid, 'SIGTERM');
    for (let i = 0; i < 300 && runningEmbedded(); i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }
  process.exit(code);
}

async function main(): Promise<void> {
  if (!LOOPBACK.has(config.HOST) && !config.PASSWORD) {
    throw new Error(
      `HOST is ${config.HOST}: other machines could reach Jari. Set PASSWORD as well, or leave HOST out.`,
    );
  }
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));

  if (!development) await buildIfStale(root, say);
  if (stopping) return;
  say(
    config.DATABASE_URL
      ? 'Connecting to the database of DATABASE_URL.'
      : `Opening the database in ${config.DATA_DIR}.`,
  );
  const url = await databaseUrl();
  await (await database()).query('select 1');
  await migrate();
  await loadDefaultGazetteer();

  const environment = {
    DATABASE_URL: url,
    JARI_ROOT: root,
    NODE_ENV: development ? 'development' : 'production',
  };
  for (let i = 0; i < config.WORKERS; i++) startWorker(environment);
  const port = await startWeb(environment);
  const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;
  say(
    `Jari is at http://${host}:${port} with ${config.WORKERS} worker${config.WORKERS === 1 ? '' : 's'}. Ctrl-C ends it.`,
  );
}

main().catch((error: Error) => {
  console.error(error.message);
  void stop(1);
});
