import { request, sendFile } from '../_lib/api';
import type { Job, Layer } from '../_lib/types';

/** A detector as a person chooses one. */
export interface DetectorChoice {
  name: string;
  description: string;
}

interface Card extends DetectorChoice {
  task: string;
}

/** The detectors there are: the one that comes with the program first, then one's own. */
export async function detectors(): Promise<DetectorChoice[]> {
  const { models } = await request<{ models: { card: Card }[] }>('GET', '/api/models');
  const found = models.flatMap(({ card }) => (card.task === 'detection' ? [card] : []));
  return found.sort((a, b) => Number(b.name === 'person-mask-rcnn') - Number(a.name === 'person-mask-rcnn'));
}

/** Sends an image, with what belongs to it, to be looked at. */
export function detectIn(
  files: readonly File[],
  fields: Record<string, string>,
  onProgress: (sent: number, total: number) => void,
): Promise<{ job: Job; layer: Layer }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('file', file, file.name);
  return sendFile('/api/detections', form, onProgress, new AbortController().signal);
}
