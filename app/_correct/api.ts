import type { Case } from '@/lib/corrections/case';
import type { Corrected, CorrectionRequest } from '@/lib/corrections/correct';
import type { QueueName } from '@/lib/layers/answers';
import { request } from '../_lib/api';
import type { Job } from '../_lib/types';

const caseUrl = (layer: string, n: number) => `/api/layers/${layer}/corrections/${n}`;

export const corrections = {
  queue: (layer: string, queues: QueueName[], after = 0, limit = 1000) =>
    request<{ rows: number[]; lengths: Record<QueueName, number> }>(
      'GET',
      `/api/layers/${layer}/queue?queues=${queues.join(',')}&after=${after}&limit=${limit}`,
    ),
  open: (layer: string, n: number, text?: string) =>
    request<Case>('GET', `${caseUrl(layer, n)}${text ? `?text=${encodeURIComponent(text)}` : ''}`),
  correct: (layer: string, n: number, how: CorrectionRequest) =>
    request<Corrected>('POST', caseUrl(layer, n), how),
  undo: (layer: string, n: number) => request<Corrected>('DELETE', caseUrl(layer, n)),
  retry: (layer: string) => request<{ job: Job }>('POST', `/api/layers/${layer}/retry`),
};
