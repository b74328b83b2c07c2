import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { openClassifier } from '@/lib/vision/classifiers/classifier';
import { evaluateClassifier } from '@/lib/vision/classifiers/evaluate';
import { findModel } from '@/lib/vision/classifiers/models';
import { loadDetectionSet } from '@/lib/vision/datasets/detection/load';
import { splitDetectionSet } from '@/lib/vision/datasets/detection/split';
import { openDatasetOrFolder } from '@/lib/vision/datasets/library';
import { evaluateDetector } from '@/lib/vision/evaluation/evaluate-detector';
import { openDetector } from '@/lib/vision/open-detector';
import { type Command, parseWords, UsageError } from './command';

/** The detector that ships. */
const DETECTOR = 'person-mask-rcnn';

const OPTIONS = {
  model: { type: 'string' },
  data: { type: 'string' },
  validation: { type: 'string' },
  seed: { type: 'string' },
} as const;

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

/** The part of the images that training with this seed keeps aside. */
interface KeptAside {
  share: number;
  seed: number;
}

function keptAside(validation: string | undefined, seed = '1'): KeptAside | undefined {
  if (validation === undefined) return undefined;
  const kept = { share: Number(validation), seed: Number(seed) };
  if (!(kept.share > 0 && kept.share <= 0.9))
    throw new UsageError(`--validation must be a number above 0, up to 0.9, got "${validation}".`);
  if (!Number.isInteger(kept.seed)) throw new UsageError(`--seed must be a whole number, got "${seed}".`);
  return kept;
}

async function detector(model: string, data: string, kept: KeptAside | undefined): Promise<void> {
  const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
  const detector = await openDetector(model, { dataDir: config.DATA_DIR, runtime });
  // Masks have no names: what is drawn there is what the detector finds first.
  const set = await loadDetectionSet(data, { category: detector.classes[0] });
  for (const { file, detail } of set.faults) process.stderr.write(`${file}: ${detail}\n`);
  const evaluation = await evaluateDetector(detector, kept ? splitDetectionSet(set, kept).validation : set);
  await detector.close();
  set.close();
  process.stdout.write(`${JSON.stringify({ model: detector.name, ...evaluation })}\n`);
}

export const evaluate: Command = {
  usage:
    'evaluate classifier|detector --model NAME|FOLDER --data NAME|FOLDER|ZIP [--validation 0.15 [--seed 1]]',
  about:
    'Accuracy of a classifier on its test images, or COCO average precision of a detector on images with masks: on all of them, or on the part that training with the same two options kept aside',
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    const kind = positionals.join(' ');
    if (kind === 'classifier' && values.model) await classifier(values.model, values.data);
    else if (kind === 'detector' && values.data)
      await detector(values.model ?? DETECTOR, values.data, keptAside(values.validation, values.seed));
    else throw new UsageError(`Usage: jari ${this.usage}`);
    return 0;
  },
};
