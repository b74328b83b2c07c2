import { config } from '@/lib/config';
import { sources } from '@/lib/vision/datasets/catalogue';
import { ADD_DEFAULTS, addDataset } from '@/lib/vision/datasets/images/add';
import { datasetName, listDatasets, newName, openDataset } from '@/lib/vision/datasets/library';
import { type Command, parseWords, UsageError } from './command';

const OPTIONS = {
  name: { type: 'string' },
  width: { type: 'string' },
  height: { type: 'string' },
  channels: { type: 'string' },
  share: { type: 'string' },
  seed: { type: 'string' },
} as const;

const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);

function numberOf(name: keyof typeof ADD_DEFAULTS, text: string | undefined): number {
  const value = text === undefined ? ADD_DEFAULTS[name] : Number(text);
  if (!Number.isFinite(value) || value < 0)
    throw new UsageError(`--${name} must be a number, got "${text}".`);
  return value;
}

async function add(argv: string[]): Promise<number> {
  const { values, positionals } = parseWords(argv, OPTIONS);
  const [path] = positionals;
  if (!path || positionals.length > 1) throw new UsageError(`Usage: jari ${datasets.usage}`);
  const facts = await addDataset(path, config.DATA_DIR, {
    name: values.name ?? (await newName(datasetName(path), config.DATA_DIR)),
    width: numberOf('width', values.width),
    height: numberOf('height', values.height),
    channels: numberOf('channels', values.channels),
    share: numberOf('share', values.share),
    seed: numberOf('seed', values.seed),
  });
  for (const { path, reason } of facts.faults) process.stderr.write(`${path} ${reason}\n`);
  process.stderr.write(
    `${facts.name}: ${facts.train} images to train, ${facts.test} to test, ${facts.faultCount} left out; use it: --data ${facts.name}\n`,
  );
  print(facts);
  return 0;
}

export const datasets: Command = {
  usage: `datasets list | get ${sources.map(({ name }) => name).join('|')} | add ZIP|FOLDER [--name NAME]`,
  about: 'Labelled images to train with: fetched through npm and checked, or one’s own; kept in DATA_DIR',
  async run([action, ...words]) {
    if (action === 'add') return add(words);
    const [name, ...more] = words;
    if (action === 'list' && !name) {
      process.stdout.write(`${JSON.stringify(await listDatasets(config.DATA_DIR), null, 2)}\n`);
      return 0;
    }
    if (action !== 'get' || !name || more.length > 0) throw new UsageError(`Usage: jari ${this.usage}`);
    const { train, test } = await openDataset(name, config.DATA_DIR);
    print({ name, train: train.count, test: test.count });
    process.stderr.write(`${name}: ${train.count} images to train, ${test.count} to test\n`);
    return 0;
  },
};
