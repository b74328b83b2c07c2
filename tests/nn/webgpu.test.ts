import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { cases } from './cases';

/** Debian's chromium brings SwiftShader, a graphics adapter in software, and the Vulkan loader. */
const FOLDER = '/usr/lib/chromium';
const driver = `${FOLDER}/vk_swiftshader_icd.json`;
const there = existsSync(driver);
if (!there) console.warn(`webgpu against cpu is skipped: there is no ${driver} (install Debian's chromium).`);

it.skipIf(!there)(
  'the webgpu provider gives what cpu gives, for every operation and for the steps of a net',
  async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', 'tests/nn/webgpu-process.ts'],
      {
        env: { ...process.env, VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: FOLDER, XDG_RUNTIME_DIR: '/tmp' },
        timeout: 280_000,
      },
    );
    const results = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { name: string; away: number | string });
    expect(results).toHaveLength(cases.length + 1);
    // SwiftShader computes exponentials and divisions with a few bits less than the processor.
    expect(results.filter(({ away }) => !(typeof away === 'number' && away < 1e-4))).toEqual([]);
  },
  300_000,
);
