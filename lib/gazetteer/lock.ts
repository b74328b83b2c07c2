import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { query } from '@/lib/db/database';
import { Problem } from '@/lib/problems';

const BEAT_MS = 10_000;
const DEAD_AFTER = '60 seconds';

/**
 * Runs `work` as the only import or update. A row with a heartbeat and no advisory lock: on the embedded
 * server all clients are one session, and one session shares its locks.
 * @throws Problem when another one is running.
 */
export async function alone<T>(work: () => Promise<T>): Promise<T> {
  const holder = JSON.stringify({ host: hostname(), pid: process.pid, id: randomUUID() });
  await forgetDead();
  const taken = await query(
    `insert into gazetteer.import_lock as l (holder, heard_at) values ($1, now())
     on conflict (one) do update set holder = excluded.holder, heard_at = now()
       where l.heard_at < now() - interval '${DEAD_AFTER}'
     returning 1`,
    [holder],
  );
  if (!taken.length) {
    throw new Problem(
      'conflict',
      'The address database is being changed by another import; try again after it.',
    );
  }
  const beat = setInterval(() => {
    query('update gazetteer.import_lock set heard_at = now() where holder = $1', [holder]).catch(() => {});
  }, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await query('delete from gazetteer.import_lock where holder = $1', [holder]).catch(() => {});
  }
}

/** A holder on this machine whose process is gone need not be waited for. */
async function forgetDead(): Promise<void> {
  const [row] = await query<{ holder: string }>('select holder from gazetteer.import_lock');
  if (!row) return;
  const { host, pid } = JSON.parse(row.holder) as { host: string; pid: number };
  if (host !== hostname()) return;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') {
      await query('delete from gazetteer.import_lock where holder = $1', [row.holder]);
    }
  }
}
