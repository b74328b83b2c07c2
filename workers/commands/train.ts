import { join } from 'node:path';
import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { findModel, models, type Recipe } from '@/lib/vision/classifiers/models';
import { trainClassifier } from '@/lib/vision/classifiers/train';
import { findSource, getDataset } from '@/lib/vision/datasets/get';
import { loadDataset } from '@/lib/vision/datasets/load';
import { type Command, parseWords, UsageError } from './command';

const NUMBERS = {
  epochs: 'epochs',
  batch: 'batch',
  rate: 'rate',
  momentum: 'momentum',
  'weight-decay': 'weightDecay',
  shift: 'shift',
  seed: 'seed',
} as const;

const options = {
  model: { type: 'string' },
  data: { type: 'string' },
  out: { type: 'string' },
  threads: { type: 'string' },
  optimiser: { type: 'string' },
  schedule: { type: 'string' },
  flip: { type: 'boolean' },
  ...(Object.fromEntries(Object.keys(NUMBERS).map((name) => [name, { type: 'string' }])) as Record<
    keyof typeof NUMBERS,
    { type: 'string' }
  >),
} as const;

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new UsageError(`--${name} must be a number of at least 0, got "${text}".`);
  return value;
}

function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((value) => value === text);
  if (!found) throw new UsageError(`--${name} must be one of ${known.join(', ')}, got "${text}".`);
  return found;
}

function read(argv: string[]) {
  return parseWords(argv, options);
}

function changed(recipe: Recipe, values: ReturnType<typeof read>['values']): Recipe {
  const result = { ...recipe };
  for (const [option, member] of Object.entries(NUMBERS)) {
    const text = values[option as keyof typeof NUMBERS];
    if (text !== undefined) result[member] = number(option, text);
  }
  if (values.optimiser) result.optimiser = oneOf('optimiser', values.optimiser, ['sgd', 'adam', 'adamw']);
  if (values.schedule) result.schedule = oneOf('schedule', values.schedule, ['steady', 'cosine']);
  if (values.flip) result.flip = true;
  return result;
}

const help = () =>
  [
    `Usage: jari ${train.usage}`,
    '',
    ...models.map(({ name, about }) => `  ${name.padEnd(13)} ${about}`),
    '',
    'Options, each in place of what the model brings: --batch N --rate X --optimiser sgd|adam|adamw --momentum X',
    '--weight-decay X --schedule steady|cosine --flip --shift N --seed N; --threads N (0: all cores).',
  ].join('\n');

export const train: Command = {
  name: 'train',
  usage: 'train classifier --model NAME [--epochs N] [--out DIR] [--data DIR] [OPTIONS]',
  about: 'Trains a classifier; a stopped run goes on from its last epoch in the same --out',
  async run(argv) {
    const { values, positionals } = read(argv);
    if (positionals.join(' ') !== 'classifier' || !values.model) throw new UsageError(help());
    const model = findModel(values.model);
    const recipe = changed(model.recipe, values);
    const source = findSource(model.dataset);
    const data = await loadDataset(values.data ?? (await getDataset(model.dataset, config.DATA_DIR)));
    const threads = number('threads', values.threads ?? '0');
    const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice, threads);
    process.stderr.write(`${model.name} on ${runtime.name}\n`);
    const report = await trainClassifier({
      model,
      recipe,
      data,
      source,
      runtime,
      command: `jari train ${argv.join(' ')}`,
      out: values.out ?? join(config.DATA_DIR, 'training', model.name),
      onEpoch: ({ epoch, loss, accuracy, seconds }) =>
        process.stderr.write(
          `epoch ${epoch} of ${recipe.epochs}  loss ${loss.toFixed(4)}  accuracy ${(100 * accuracy).toFixed(2)} %  ${seconds.toFixed(2)} s\n`,
        ),
    });
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return 0;
  },
};
