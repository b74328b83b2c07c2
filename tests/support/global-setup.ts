import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes one migrated, empty embedded database; each test file that needs one copies it (a copy takes a
 * fraction of a second, making one takes ten). Only the files that call freshDatabase() pay.
 */
const templateFolder = join(tmpdir(), `jari-test-template-${process.pid}`);

export default function setup(): () => void {
  process.env.JARI_TEST_TEMPLATE = templateFolder;
  return () => {
    for (const kind of ['database', 'app'])
      rmSync(`${templateFolder}-${kind}`, { recursive: true, force: true });
  };
}

/** Fills the template; called by the first test file that needs it, others wait for it. */
export function makeTemplate(folder: string): void {
  execFileSync(process.execPath, ['--import', 'tsx', 'tests/support/make-template.ts'], {
    env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
