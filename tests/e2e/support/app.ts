import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The whole product, started as a user starts it, on a free port and with a data folder of its own. */
export class RunningApp {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /**
   * @param settings environment settings of README, beside those every test needs
   * @throws with what the program said, when it ends before it is ready
   */
  static start(settings: Record<string, string> = {}): Promise<RunningApp> {
    const folder = mkdtempSync(join(tmpdir(), 'jari-e2e-'));
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
        if (url) resolve(new RunningApp(url, child, folder));
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.on('exit', (code) => {
        rmSync(folder, { recursive: true, force: true });
        reject(new Error(`npm start ended with ${code} before it was ready:\n${said.slice(-4000)}`));
      });
    });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    process.kill(-this.child.pid!, 'SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
