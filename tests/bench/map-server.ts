import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface BenchServer {
  url: string;
  /** Memory of the process that makes the tiles; 0 where the system does not say. */
  webMegabytes: () => number;
  stop: () => Promise<void>;
}

/** The whole product on a data folder that is there already. */
export function serverOn(dataDir: string): Promise<BenchServer> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'workers/start.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      NODE_ENV: 'production',
    },
  });
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  let said = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      said += chunk;
      const url = /Jari is at (http:\/\/\S+)/.exec(said)?.[1];
      if (url) resolve({ url, stop, webMegabytes: () => webMegabytes(child.pid!) });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said.slice(-3000)}`)));
  });
}

function webMegabytes(parent: number): number {
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const isChild = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      if (!isChild || !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('workers/web.ts')) continue;
      return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
    }
  } catch {
    // Not Linux, or the process has just ended.
  }
  return 0;
}
