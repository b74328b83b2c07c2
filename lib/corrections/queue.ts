import { QUEUES, type QueueName, queued, queueLengths } from '@/lib/layers/answers';
import { getLayer } from '@/lib/layers/store';
import { Problem } from '@/lib/problems';

const NAMES = Object.keys(QUEUES) as QueueName[];

/**
 * Numbers of the rows that a person should look at, in order, with how many there are of each sort.
 * @param queues all when absent
 * @throws Problem not-found, bad-request for a queue there is not
 */
export async function correctionQueue(
  layerId: string,
  queues: string[] = NAMES,
  page: { after?: number; limit?: number } = {},
): Promise<{ rows: number[]; lengths: Record<QueueName, number> }> {
  await getLayer(layerId);
  const unknown = queues.find((name) => !(NAMES as string[]).includes(name));
  if (unknown !== undefined) {
    throw new Problem('bad-request', `There is no queue "${unknown}"; there are: ${NAMES.join(', ')}.`, {
      parameter: 'queues',
    });
  }
  const [rows, lengths] = await Promise.all([
    queued(layerId, queues as QueueName[], page),
    queueLengths(layerId),
  ]);
  return { rows, lengths };
}
