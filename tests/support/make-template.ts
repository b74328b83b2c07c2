import { setTimeout as sleep } from 'node:timers/promises';
import { closeDatabase } from '@/lib/db/database';
import { runningEmbedded } from '@/lib/db/embedded';
import { migrate } from '@/lib/db/migrate';

await migrate();
await closeDatabase();
const server = runningEmbedded();
if (server) process.kill(server.pid, 'SIGTERM');
while (runningEmbedded()) await sleep(50);
