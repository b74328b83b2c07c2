import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure } from './figure';
import { writeJuso } from './generate-juso';

/** An invented address database of a given size, made once and kept in a folder outside the repository. */

export const FOLDER = process.env.JARI_BENCH_DIR ?? join(tmpdir(), 'jari-bench');

const GENERATOR = new URL('./generate-juso.ts', import.meta.url);

/** Files made by another version of the generator would not hold what the lists ask for. */
const version = createHash('sha256').update(readFileSync(GENERATOR)).digest('hex').slice(0, 8);

/**
 * Writes the official files of `rows` addresses and imports them, unless that was done before.
 * @param url of a server; the embedded database else.
 * @returns the environment that programs using it need.
 */
export function preparedGazetteer(rows: number, url = ''): NodeJS.ProcessEnv {
  const files = join(FOLDER, `juso-${rows}-${version}`);
  const name = url ? `server-${createHash('sha256').update(url).digest('hex').slice(0, 8)}` : 'data';
  const dataDir = join(FOLDER, `${name}-${rows}-${version}`);
  const environment = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: url };
  if (!existsSync(join(files, 'done'))) {
    writeJuso(files, rows);
    writeFileSync(join(files, 'done'), '');
  }
  if (existsSync(join(dataDir, 'done'))) return environment;
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  jari(environment, ['addresses', 'list']); // first start: initdb and the default gazetteer
  for (const [product, pattern] of [
    ['entrc', /^entrc_/],
    ['rnaddrkor + jibun', /^(jibun_)?rnaddrkor_/],
  ] as const) {
    const startedAt = performance.now();
    const { stdout } = jari(environment, ['addresses', 'import', ...matching(files, pattern)]);
    const seconds = (performance.now() - startedAt) / 1000;
    const [report] = JSON.parse(stdout) as { rows: number; seconds: number }[];
    figure(`import ${product}`, seconds, 's', { rows: report!.rows, without_start: report!.seconds });
  }
  writeFileSync(join(dataDir, 'done'), '');
  return environment;
}

const matching = (folder: string, pattern: RegExp) =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));

/** Runs a command of the CLI to its end. @throws with what it said when it fails */
export function jari(env: NodeJS.ProcessEnv, args: string[]): { stdout: string; stderr: string } {
  const result = spawnSync(process.execPath, ['--import', 'tsx', 'workers/cli.ts', ...args], {
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0) throw new Error(`jari ${args.slice(0, 2).join(' ')} failed: ${result.stderr}`);
  return result;
}
