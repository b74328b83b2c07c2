import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface BenchServer {
  url: string;
  /** Memory of the process that makes the tiles; 0 where the system does not say. */
  webMegabytes: () => number;
  /** Processor time used so far by that process and the embedded database. */
  cpuSeconds: () => number;
  stop: () => Promise<void>;
}

/** The whole product on a data folder, which is made where there is none. @param settings of the environment */
export function serverOn(dataDir: string, settings: Record<string, string> = {}): Promise<BenchServer> {
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
      ...settings,
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
      if (url)
        resolve({
          url,
          stop,
          webMegabytes: () => webMegabytes(child.pid!),
          cpuSeconds: () => cpuSeconds(child.pid!, dataDir),
        });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said.slice(-3000)}`)));
  });
}

/** The child of `parent` that is the web server; undefined where the system does not say. */
function webProcess(parent: number): number | undefined {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .find((pid) => {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes('workers/web.ts') && Number(statOf(pid)[1]) === parent;
      });
  } catch {
    return undefined; // not Linux, or a process has just ended
  }
}

/** Fields of /proc/PID/stat from the third, the state. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function webMegabytes(parent: number): number {
  const pid = webProcess(parent);
  if (!pid) return 0;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}

const TICKS_A_SECOND = 100;

function cpuSeconds(parent: number, dataDir: string): number {
  const web = webProcess(parent);
  if (!web) return 0;
  const { pid } = JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8')) as { pid: number };
  const ticks = [web, pid].map((one) => Number(statOf(one)[11]) + Number(statOf(one)[12]));
  return (ticks[0]! + ticks[1]!) / TICKS_A_SECOND;
}
