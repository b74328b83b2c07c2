import { parseArgs } from 'node:util';
import { listDatasets, removeDataset } from '@/lib/gazetteer/datasets';
import { type ImportProgress, importAddresses } from '@/lib/gazetteer/import';
import { updateAddresses } from '@/lib/gazetteer/update';
import { type Command, UsageError } from './command';
import { prepareDatabase } from './prepare';

const json = (value: unknown) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);

const actions: Record<string, (argv: string[]) => Promise<number>> = {
  async import(argv) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { title: { type: 'string' } },
    });
    if (!positionals.length)
      throw new UsageError('Give files, folders or ZIPs: jari addresses import PATH...');
    await prepareDatabase();
    const reports = await importAddresses(positionals, { title: values.title, onProgress: progressLine() });
    clearLine();
    json(reports);
    for (const { title, rows, rejected, flagged, seconds } of reports) {
      const counts = `${rows} rows, ${rejected} rejected, ${flagged} flagged`;
      process.stderr.write(`${title}: ${counts}, ${seconds.toFixed(1)} s\n`);
    }
    return 0;
  },

  async update(argv) {
    if (!argv.length) throw new UsageError('Give change files: jari addresses update PATH...');
    await prepareDatabase();
    json(await updateAddresses(argv));
    return 0;
  },

  async list() {
    await prepareDatabase();
    json(await listDatasets());
    return 0;
  },

  async remove(argv) {
    const id = Number(argv[0]);
    if (argv.length !== 1 || !Number.isInteger(id)) {
      throw new UsageError(
        'Give the id of a data set (jari addresses list shows them): jari addresses remove ID.',
      );
    }
    await prepareDatabase();
    json(await removeDataset(id));
    return 0;
  },
};

export const addresses: Command = {
  usage: 'addresses import PATH... | update PATH... | list | remove ID',
  about: 'The address database: load official files, apply change files, see what is loaded',
  async run([action, ...argv]) {
    const run = action === undefined ? undefined : actions[action];
    if (!run) throw new UsageError(`Usage: jari ${this.usage}`);
    return run(argv);
  },
};

/** One line that is written over, at most four times a second, and only for a person. */
function progressLine(): (progress: ImportProgress) => void {
  let last = 0;
  return ({ step, done, rows }) => {
    if (!process.stderr.isTTY || Date.now() - last < 250) return;
    last = Date.now();
    process.stderr.write(`\r${step} ${Math.round(done * 100)} %, ${rows} rows\x1b[K`);
  };
}

function clearLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
