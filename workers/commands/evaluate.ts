import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { openClassifier } from '@/lib/vision/classifiers/classifier';
import { evaluateClassifier } from '@/lib/vision/classifiers/evaluate';
import { findModel } from '@/lib/vision/classifiers/models';
import { openDatasetOrFolder } from '@/lib/vision/datasets/library';
import { type Command, parseWords, UsageError } from './command';

const OPTIONS = { model: { type: 'string' }, data: { type: 'string' } } as const;

export const evaluate: Command = {
  name: 'evaluate',
  usage: 'evaluate classifier --model NAME|FOLDER [--data NAME|FOLDER]',
  about: 'Accuracy, per-class figures and confusion matrix of a trained classifier on the test images',
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    if (positionals.join(' ') !== 'classifier' || !values.model)
      throw new UsageError(`Usage: jari ${this.usage}`);
    const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
    const classifier = await openClassifier(values.model, { dataDir: config.DATA_DIR, runtime });
    const { name, model } = classifier.card;
    const { dataset } = findModel(model);
    const { test } = await openDatasetOrFolder(values.data ?? dataset, dataset, config.DATA_DIR);
    const evaluation = await evaluateClassifier(classifier, test);
    await classifier.close();
    process.stdout.write(`${JSON.stringify({ model: name, ...evaluation })}\n`);
    process.stderr.write(`${name}: accuracy ${(100 * evaluation.accuracy).toFixed(2)} %\n`);
    return 0;
  },
};
