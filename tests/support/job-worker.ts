import { closeDatabase } from '@/lib/db/database';
import { closeQueue } from '@/lib/jobs/queue';
import { work } from '@/lib/jobs/work';
import { count } from '../jobs/kinds-for-tests';

/** A worker in a process of its own, for tests that kill it. */
const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort());
console.log('ready');
await work([count], stopping.signal);
await closeQueue();
await closeDatabase();
