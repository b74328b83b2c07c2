import { migrate } from '@/lib/db/migrate';
import { loadDefaultGazetteer } from '@/lib/gazetteer/defaults';

/** What every command that asks the database needs first; quick when there is nothing to do. */
export async function prepareDatabase(): Promise<void> {
  await migrate();
  await loadDefaultGazetteer();
}
