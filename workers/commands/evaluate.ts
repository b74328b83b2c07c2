import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { openClassifier } from '@/lib/vision/classifiers/classifier';
import { evaluateClassifier } from '@/lib/vision/classifiers/evaluate';
import { findModel } from '@/lib/vision/classifiers/models';
import { loadDetectionSet } from '@/lib/vision/datasets/detection/load';
import { openDatasetOrFolder } from '@/lib/vision/datasets/library';
import { evaluateDetector } from '@/lib/vision/evaluation/evaluate-detector';
import { openDetector } from '@/lib/vision/open-detector';
import { type Command, parseWords, UsageError } from './command';

/** The detector that ships. */
const DETECTOR = 'person-mask-rcnn';

const OPTIONS = { model: { type: 'string' }, data: { type: 'string' } } as const;

async function classifier(model: string, data: string | undefined): Promise<void> {
  const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
  const classifier = await openClassifier(model, { dataDir: config.DATA_DIR, runtime });
  const { name, model: described } = classifier.card;
  const { dataset } = findModel(described);
  const { test } = await openDatasetOrFolder(data ?? dataset, dataset, config.DATA_DIR);
  const evaluation = await evaluateClassifier(classifier, test);
  await classifier.close();
  process.stdout.write(`${JSON.stringify({ model: name, ...evaluation })}\n`);
  process.stderr.write(`${name}: accuracy ${(100 * evaluation.accuracy).toFixed(2)} %\n`);
}

async function detector(model: string, data: string): Promise<void> {
  const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
  const detector = await openDetector(model, { dataDir: config.DATA_DIR, runtime });
  // Masks have no names: what is drawn there is what the detector finds first.
  const set = await loadDetectionSet(data, { category: detector.classes[0] });
  for (const { file, detail } of set.faults) process.stderr.write(`${file}: ${detail}\n`);
  const evaluation = await evaluateDetector(detector, set);
  await detector.close();
  set.close();
  process.stdout.write(`${JSON.stringify({ model: detector.name, ...evaluation })}\n`);
}

export const evaluate: Command = {
  name: 'evaluate',
  usage: 'evaluate classifier|detector --model NAME|FOLDER --data NAME|FOLDER|ZIP',
  about:
    'Accuracy of a classifier on its test images, or COCO average precision of a detector on images with masks',
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    const kind = positionals.join(' ');
    if (kind === 'classifier' && values.model) await classifier(values.model, values.data);
    else if (kind === 'detector' && values.data) await detector(values.model ?? DETECTOR, values.data);
    else throw new UsageError(`Usage: jari ${this.usage}`);
    return 0;
  },
};
