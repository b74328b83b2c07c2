import { editions } from '@/lib/gazetteer/datasets';

/** Whose data the answers stand on, with the dates they are of. */
export async function attribution(): Promise<string> {
  return (await editions())
    .map(({ title, edition }) => (edition ? `${title} (${edition})` : title))
    .join('; ');
}
