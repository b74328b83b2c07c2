import { hostname } from 'node:os';
import { closeDatabase } from '@/lib/db/database';
import { migrate } from '@/lib/db/migrate';
import { sweep } from '@/lib/imports/sweep';
import { closeQueue } from '@/lib/jobs/queue';
import { work } from '@/lib/jobs/work';
import { prepareOldLayers } from '@/lib/layers/tiles/prepare';
import { kinds } from './kinds/all';

/**
 * A worker: runs jobs until SIGTERM or Ctrl-C, then hands the one it has back and ends. When the process
 * that started it is gone, so is its channel, and it ends too.
 */
const stopping = new AbortController();
const stop = () => stopping.abort();
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);

const SWEEP_MS = 60 * 60 * 1000;
const tidy = () => sweep().catch((error: Error) => console.error(`Worker: ${error.message}`));

await migrate();
await tidy();
await prepareOldLayers().catch((error: Error) => console.error(`Worker: ${error.message}`));
const tidying = setInterval(tidy, SWEEP_MS);
if (!process.send) console.log(`A worker on ${hostname()} takes jobs; Ctrl-C hands back the one it has.`); // not of `npm start`
await work(kinds, stopping.signal);
clearInterval(tidying);
await closeQueue();
await closeDatabase();
process.exit(0);
