import { join } from 'node:path';
import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { findModel, models, type Recipe } from '@/lib/vision/classifiers/models';
import { changedRecipe, commandOf, FIELDS, optionOf } from '@/lib/vision/classifiers/recipe';
import { trainClassifier } from '@/lib/vision/classifiers/train';
import { openDatasetOrFolder } from '@/lib/vision/datasets/library';
import { parseWords, UsageError } from '../command';
import type { Training } from './training';

const NAMES = Object.keys(FIELDS) as (keyof Recipe)[];

type Options = Record<string, { type: 'string' | 'boolean' }>;

const settings: Options = {};
for (const name of NAMES) {
  const flag = FIELDS[name].type === 'flag';
  settings[optionOf(name)] = { type: flag ? 'boolean' : 'string' };
  if (flag) settings[`no-${optionOf(name)}`] = { type: 'boolean' };
}

const OPTIONS = {
  ...settings,
  model: { type: 'string' },
  data: { type: 'string' },
  out: { type: 'string' },
  threads: { type: 'string' },
} as const;

/** Hyper-parameters among the options; numbers as numbers, where they are such. */
function changes(values: Record<string, unknown>): Record<string, unknown> {
  const given = NAMES.flatMap((name) => {
    const option = optionOf(name);
    if (values[`no-${option}`]) return [[name, false]];
    const value = values[option];
    if (value === undefined) return [];
    return [[name, FIELDS[name].type === 'number' && value !== '' ? Number(value) : value]];
  });
  return Object.fromEntries(given);
}

export const classifier: Training = {
  name: 'classifier',
  usage: 'classifier --model NAME [--data NAME|DIR] [--out DIR] [--epochs N ...]',
  help: () =>
    [
      ...models.map(({ name, about }) => `  ${name.padEnd(13)} ${about}`),
      '',
      'Options in place of what the model brings:',
      ...NAMES.map((name) => {
        const field = FIELDS[name];
        const option = `--${optionOf(name)}`;
        if (field.type === 'flag') return `  ${option} or --no-${optionOf(name)}`;
        if (field.type === 'choice') return `  ${option} ${field.choices.join('|')}`;
        return `  ${option} ${field.minimum} to ${field.maximum}`;
      }),
      '  --threads N (0: all cores)',
    ].join('\n'),
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    if (positionals.length > 0 || !values.model)
      throw new UsageError(`Usage: jari train ${this.usage}\n\n${this.help()}`);
    const model = findModel(values.model);
    const recipe = changedRecipe(model.recipe, changes(values));
    const threads = Number(values.threads ?? '0');
    if (!Number.isInteger(threads) || threads < 0)
      throw new UsageError(`--threads must be a whole number, got "${values.threads}".`);
    const { train, test, ...source } = await openDatasetOrFolder(
      values.data ?? model.dataset,
      model.dataset,
      config.DATA_DIR,
    );
    const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice, threads);
    process.stderr.write(`${model.name} on ${runtime.name}\n`);
    const report = await trainClassifier({
      model,
      recipe,
      data: { train, test },
      source,
      runtime,
      command: commandOf(model, recipe, values.data),
      out: values.out ?? join(config.DATA_DIR, 'training', model.name),
      onEpoch: ({ epoch, loss, accuracy, seconds }) =>
        void process.stderr.write(
          `epoch ${epoch} of ${recipe.epochs}  loss ${loss.toFixed(4)}  accuracy ${(100 * accuracy).toFixed(2)} %  ${seconds.toFixed(2)} s\n`,
        ),
    });
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return 0;
  },
};
