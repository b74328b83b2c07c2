import { spawn } from 'node:child_process';
import { importFaults } from './imports';

/** `npm run check`: types, lint and format, unused exports and dependencies, the direction of imports. */
const tools: [name: string, command: string[]][] = [
  ['types', ['tsc', '--noEmit', '-p', '.']],
  ['biome', ['biome', 'check', '.']],
  ['knip', ['knip', '--no-progress']],
];

async function run(command: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn('npx', ['--no-install', ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, output };
}

const faults = importFaults();
for (const fault of faults) console.log(`imports: ${fault}`);
let failed = faults.length > 0;
await Promise.all(
  tools.map(async ([name, command]) => {
    const { code, output } = await run(command);
    console.log(`${name}: ${code === 0 ? 'ok' : 'failed'}`);
    if (code !== 0) {
      console.log(output);
      failed = true;
    }
  }),
);
console.log(`imports: ${faults.length ? 'failed' : 'ok'}`);
process.exitCode = failed ? 1 : 0;
