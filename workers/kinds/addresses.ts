import { setTimeout as sleep } from 'node:timers/promises';
import { removeDataset } from '@/lib/gazetteer/datasets';
import { type ImportProgress, importAddresses } from '@/lib/gazetteer/import';
import { updateAddresses } from '@/lib/gazetteer/update';
import type { JobContext, JobKind } from '@/lib/jobs/kind';
import { Problem } from '@/lib/problems';
import { getUpload, removeUpload } from '@/lib/uploads/store';

/** Changes of the address database run one at a time. */
const LANE = 'addresses';
const WAIT_MS = 3000;

const pathsOf = async (context: JobContext) =>
  (await getUpload(context.input.upload as string)).files.map(({ path }) => path);

const release = (input: Record<string, unknown>) => removeUpload(input.upload as string);

/** Progress in rows: their number is known to the end only, so the total follows from the share done. */
const showIn = (context: JobContext) => (progress: ImportProgress) => {
  const { rows, done, step, file } = progress;
  context.progress({
    done: rows,
    total: Math.max(rows, Math.round(rows / Math.max(done, 0.01))),
    step: file ? `${step} ${file}` : step,
  });
};

/**
 * Waits while someone else changes the address database: a command on this machine, or what a killed worker
 * left locked for a minute.
 */
async function whenFree<T>(context: JobContext, work: () => Promise<T>): Promise<T> {
  for (;;) {
    context.signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'conflict') throw error;
      context.progress({ done: 0, step: 'waiting' });
      await sleep(WAIT_MS, undefined, { signal: context.signal });
    }
  }
}

/** Address files as published: staged, checked and swapped in whole, so a cancelled import changes nothing. */
export const importAddressFiles: JobKind = {
  name: 'import-addresses',
  lane: LANE,
  async run(context) {
    const paths = await pathsOf(context);
    const reports = await whenFree(context, () =>
      importAddresses(paths, {
        ...(context.input.title ? { title: context.input.title as string } : {}),
        onProgress: showIn(context),
        signal: context.signal,
      }),
    );
    return { reports };
  },
  release,
};

/** Change files, applied in the order of their dates; applied again they change nothing. */
export const updateAddressFiles: JobKind = {
  name: 'update-addresses',
  lane: LANE,
  async run(context) {
    const paths = await pathsOf(context);
    const days = await whenFree(context, () =>
      updateAddresses(paths, {
        onProgress: ({ date, done }) => context.progress({ done, total: 1, step: date }),
        signal: context.signal,
      }),
    );
    return { days };
  },
  release,
};

export const removeAddresses: JobKind = {
  name: 'remove-dataset',
  lane: LANE,
  async run(context) {
    const removed = await whenFree(context, () => removeDataset(context.input.dataset as number));
    return { dataset: removed.id, title: removed.title };
  },
};
