import type { Queryable } from '@/lib/db/database';
import { query } from '@/lib/db/database';
import type { Detection } from '../detector';
import type { PlacedMask } from '../masks/mask';
import { rleFromString, rleToString } from '../masks/rle';

/** A detection as it is kept: the mask as COCO's short text. */
type Saved = Omit<Detection, 'mask'> & { mask: Omit<PlacedMask, 'data'> & { runs: string } };

/** Runs of 0 and 1 in turn, column by column. */
function runsOf({ width, height, data }: PlacedMask): Uint32Array {
  const counts: number[] = [];
  let [value, run] = [0, 0];
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      if (data[y * width + x] === value) run++;
      else {
        counts.push(run);
        [value, run] = [1 - value, 1];
      }
    }
  }
  counts.push(run);
  return Uint32Array.from(counts);
}

function pixelsOf({ width, height, runs }: Saved['mask']): Uint8Array {
  const data = new Uint8Array(width * height);
  let [at, value] = [0, 0];
  for (const run of rleFromString(runs, width, height).counts) {
    for (let i = 0; i < run; i++, at++) if (value) data[(at % height) * width + Math.floor(at / height)] = 1;
    value = 1 - value;
  }
  return data;
}

function save({ mask, ...detection }: Detection): Saved {
  const { x, y, width, height } = mask;
  return {
    ...detection,
    mask: { x, y, width, height, runs: rleToString({ width, height, counts: runsOf(mask) }) },
  };
}

function restore({ mask, ...detection }: Saved): Detection {
  const { x, y, width, height } = mask;
  return { ...detection, mask: { x, y, width, height, data: pixelsOf(mask) } };
}

/** Keeps what a window saw, so that the job can go on after it. @param n number of the window, from 0 */
export async function saveWindow(
  layer: string,
  n: number,
  seen: Detection[],
  client: Queryable,
): Promise<void> {
  await client.query('insert into detection_window (layer_id, n, found) values ($1, $2, $3)', [
    layer,
    n,
    JSON.stringify(seen.map(save)),
  ]);
}

/** What the windows of a job saw before it was interrupted, in order. */
export async function savedWindows(layer: string): Promise<Detection[][]> {
  const rows = await query<{ found: Saved[] }>(
    'select found from detection_window where layer_id = $1 order by n',
    [layer],
  );
  return rows.map(({ found }) => found.map(restore));
}

export async function forgetWindows(layer: string, client: Queryable): Promise<void> {
  await client.query('delete from detection_window where layer_id = $1', [layer]);
}

/** After a job that was stopped or failed: what it found stays; a layer of which nothing is known goes. */
export async function endDetection(
  layer: string,
  client: Queryable | { query: typeof query },
): Promise<void> {
  await client.query(`delete from layer where id = $1 and not source ? 'image'`, [layer]);
  await client.query(
    `update layer set state = 'ready', revision = revision + 1 where id = $1 and state = 'filling'`,
    [layer],
  );
  await client.query('delete from detection_window where layer_id = $1', [layer]);
}
