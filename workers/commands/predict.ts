import { readFile } from 'node:fs/promises';
import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { openClassifier } from '@/lib/vision/classifiers/classifier';
import { chipProperties } from '@/lib/vision/classify-image/answers';
import { pixelsOf } from '@/lib/vision/datasets/images/pixels';
import { type Command, parseWords, UsageError } from './command';

const OPTIONS = { model: { type: 'string' }, invert: { type: 'boolean' } } as const;

export const predict: Command = {
  usage: 'predict IMAGE... [--model NAME|FOLDER] [--invert]',
  about:
    'What a classifier sees in each image, one JSON object a line; --invert for dark things on light ground',
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    if (positionals.length === 0) throw new UsageError(`Usage: jari ${this.usage}`);
    const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
    const classifier = await openClassifier(values.model ?? 'fashion-cnn', {
      dataDir: config.DATA_DIR,
      runtime,
    });
    const { input, classes, classes_ko: classesKo } = classifier.card;
    let faults = 0;
    for (const file of positionals) {
      try {
        const pixels = await pixelsOf(await readFile(file), input, values.invert);
        const seen = chipProperties(await classifier.probabilities(pixels, 1), { classes, classesKo });
        process.stdout.write(`${JSON.stringify({ file, ...seen })}\n`);
      } catch (error) {
        faults += 1;
        process.stderr.write(`${file} cannot be read as an image: ${(error as Error).message}\n`);
      }
    }
    await classifier.close();
    return faults === 0 ? 0 : 1;
  },
};
