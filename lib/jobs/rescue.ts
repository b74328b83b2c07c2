import { query } from '@/lib/db/database';
import { send } from './queue';

/** Looks, some seconds apart, at which an unchanged beat means that the worker is gone. */
const LOOKS = 4;
/** A job that waits this long is handed out once more, in case its message went down with a worker. */
const FORGOTTEN = '5 minutes';

/**
 * Finds jobs whose worker died and hands them out again. It compares what it sees itself at several looks
 * and no clocks: while the database is busy with something long, looks wait as the beats do.
 */
export class Rescue {
  private seen = new Map<string, { beat: number; worker: string; looks: number }>();

  /** One look; to be called every few seconds. @returns ids handed out again */
  async look(): Promise<string[]> {
    const held = await query<{ id: string; beat: number; worker: string }>(
      `select id, beat, worker from job where worker is not null and state in ('running', 'failed', 'cancelled')`,
    );
    const now = new Map<string, { beat: number; worker: string; looks: number }>();
    const rescued: string[] = [];
    for (const { id, beat, worker } of held) {
      const before = this.seen.get(id);
      const looks = before && before.beat === beat && before.worker === worker ? before.looks + 1 : 1;
      if (looks < LOOKS) {
        now.set(id, { beat, worker, looks });
        continue;
      }
      const rows = await query(
        `update job set state = case state when 'running' then 'queued' else state end, worker = null, updated_at = now()
         where id = $1 and beat = $2 and worker = $3 returning 1`,
        [id, beat, worker],
      );
      if (rows.length > 0) rescued.push(id);
    }
    this.seen = now;
    const forgotten = await query<{ id: string }>(
      `update job set updated_at = now()
       where state = 'queued' and updated_at < now() - interval '${FORGOTTEN}' returning id`,
    );
    rescued.push(...forgotten.map((row) => row.id));
    for (const id of rescued) await send(id);
    return rescued;
  }
}
