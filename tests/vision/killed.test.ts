import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeQuarters } from './support';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jari-killed-'));
  await writeQuarters(folder);
});
afterAll(() => rm(folder, { recursive: true }));

/** `jari train classifier` in a process of its own, killed when it has said `last`. Gives its exit code. */
function train(out: string, last?: string): Promise<number | null> {
  const words = [
    '--model',
    'fashion-cnn',
    '--epochs',
    '5',
    '--batch',
    '10',
    '--data',
    folder,
    '--out',
    join(folder, out),
  ];
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'workers/cli.ts', 'train', 'classifier', ...words],
    {
      env: { ...process.env, JARI_DEVICE: 'cpu' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (bytes) => {
    said += bytes;
    if (last && said.includes(last)) child.kill('SIGKILL');
  });
  return new Promise((resolve) => {
    child.on('close', resolve);
  });
}

it('training that is killed goes on, and ends with the very same model', async () => {
  expect(await train('whole')).toBe(0);
  expect(await train('parts', 'epoch 2 of 5')).toBe(null);
  expect(await train('parts', 'epoch 4 of 5')).toBe(null);
  expect(await train('parts')).toBe(0);
  const [whole, parts] = await Promise.all(
    ['whole', 'parts'].map((name) => readFile(join(folder, name, 'model.onnx'))),
  );
  expect(parts!.equals(whole!)).toBe(true);
});
