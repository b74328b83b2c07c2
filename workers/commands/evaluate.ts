import { join } from 'node:path';
import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { findModel } from '@/lib/vision/classifiers/models';
import { evaluateTrained } from '@/lib/vision/classifiers/train';
import { findSource, getDataset } from '@/lib/vision/datasets/get';
import { loadDataset } from '@/lib/vision/datasets/load';
import { type Command, parseWords, UsageError } from './command';

const OPTIONS = { model: { type: 'string' }, run: { type: 'string' }, data: { type: 'string' } } as const;

export const evaluate: Command = {
  name: 'evaluate',
  usage: 'evaluate classifier --model NAME [--run DIR] [--data DIR]',
  about: 'Accuracy, per-class figures and confusion matrix of a trained classifier on the test images',
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    if (positionals.join(' ') !== 'classifier' || !values.model)
      throw new UsageError(`Usage: jari ${this.usage}`);
    const model = findModel(values.model);
    const evaluation = await evaluateTrained({
      model,
      data: await loadDataset(values.data ?? (await getDataset(model.dataset, config.DATA_DIR))),
      classes: findSource(model.dataset).classes,
      runtime: await openRuntime(config.JARI_DEVICE as DeviceChoice),
      out: values.run ?? join(config.DATA_DIR, 'training', model.name),
    });
    process.stdout.write(`${JSON.stringify(evaluation)}\n`);
    process.stderr.write(`${model.name}: accuracy ${(100 * evaluation.accuracy).toFixed(2)} %\n`);
    return 0;
  },
};
