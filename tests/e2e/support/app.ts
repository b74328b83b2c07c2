import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { madeOnce } from '../../support/made-once';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The whole product, started as a user starts it, on a free port and with a data folder of its own. */
export class RunningApp {
  private constructor(
    readonly url: string,
    private child: ChildProcess,
    private readonly folder: string,
    private readonly settings: Record<string, string>,
  ) {}

  /**
   * @param settings of the environment, beside those of a test
   * @throws with what the program said, when it ends before it is ready
   */
  static async start(settings: Record<string, string> = {}): Promise<RunningApp> {
    const folder = mkdtempSync(join(tmpdir(), 'jari-e2e-'));
    try {
      cpSync(await firstData(), settings.DATA_DIR ?? folder, { recursive: true });
      const { child, url } = await launch(folder, settings);
      return new RunningApp(url, child, folder, settings);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Ends the program; its data stay. @param signal SIGKILL: as a crash does, with no time to tidy up */
  async kill(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    await end(this.child, signal);
  }

  /** Ends its workers at once, as `kill -9` and a lack of memory do; the program starts others. */
  killWorkers(): void {
    const group = String(this.child.pid);
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        // "pid (name) state parent group ...": a name may have spaces in it.
        const ofGroup =
          readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ')[2] === group;
        if (ofGroup && words.includes('workers/worker.ts')) process.kill(Number(pid), 'SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    }
  }

  /** Starts it again, at the same address and with the same data. */
  async startAgain(): Promise<void> {
    const { child } = await launch(this.folder, { ...this.settings, PORT: new URL(this.url).port });
    this.child = child;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/**
 * The data folder that a first `npm start` on an empty one leaves behind: a database with the default addresses. The
 * first test that starts the product makes it, the others begin from a copy: a start takes half a minute less.
 */
const firstData = () =>
  madeOnce(`${process.env.JARI_TEST_TEMPLATE}-app`, async (folder) => {
    const { child } = await launch(folder, {});
    await end(child);
  });

/** Ends the program, as Ctrl-C does: npm, and all that it began, the database last. */
async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  const group = -child.pid!;
  process.kill(group, signal);
  while (isThere(group)) await sleep(50);
}

function isThere(group: number): boolean {
  try {
    process.kill(group, 0);
    return true;
  } catch {
    return false;
  }
}

function launch(
  folder: string,
  settings: Record<string, string>,
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn('npm', ['start'], {
    cwd: root,
    detached: true, // a process group, so that all of it can be told to end
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      DATABASE_URL: '',
      NODE_ENV: 'production',
      ...settings,
    },
  });
  let said = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      said += chunk;
      const url = /Jari is at (http:\/\/\S+)/.exec(said)?.[1];
      if (url) resolve({ child, url });
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.on('exit', (code) =>
      reject(new Error(`npm start ended with ${code} before it was ready:\n${said.slice(-4000)}`)),
    );
  });
}
