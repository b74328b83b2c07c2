import { query } from '@/lib/db/database';

/** Whose data the answers stand on, with the dates they are of. */
export async function attribution(): Promise<string> {
  const rows = await query<{ title: string; edition: string | null }>(
    `select distinct title, edition::text as edition from gazetteer.dataset where state = 'current' order by title`,
  );
  return rows.map(({ title, edition }) => (edition ? `${title} (${edition})` : title)).join('; ');
}
