import { readdirSync, readFileSync, statSync } from 'node:fs';
import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { Random } from '@/lib/nn/random';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { cardPage } from '@/lib/vision/classifiers/card';
import { openClassifier } from '@/lib/vision/classifiers/classifier';
import { models } from '@/lib/vision/classifiers/models';

const MOST_BYTES = 3e6;
const COUNT = 20;

/** What a model must reach on the test images; the seed's own figures, and one for the network it proposes next. */
const WANTED: Record<string, number> = {
  'mnist-linear': 0.9,
  'mnist-mlp': 0.97,
  'fashion-dnn': 0.8939,
  'fashion-cnn': 0.925,
};

describe.each(models)('$name ships', ({ name }) => {
  const folder = `public/models/${name}`;

  it('small, with its card, and as good as it should be', async () => {
    const files = readdirSync(folder);
    expect(files.sort()).toEqual(['README.md', 'card.json', 'model.onnx', 'weights.safetensors']);
    expect(files.reduce((sum, file) => sum + statSync(`${folder}/${file}`).size, 0)).toBeLessThan(MOST_BYTES);
    const card = JSON.parse(readFileSync(`${folder}/card.json`, 'utf8'));
    expect(readFileSync(`${folder}/README.md`, 'utf8')).toBe(cardPage(card));
    expect(card.command).toBe(`jari train classifier --model ${name}`);
    expect(card.figures.accuracy).toBeGreaterThanOrEqual(WANTED[name]!);
  });

  it('with an ONNX file that answers as its weights do', async () => {
    const runtime = onnxRuntime({ provider: 'cpu', threads: 1 });
    const classifier = await openClassifier(name, { dataDir: '/nowhere', runtime });
    const { input, normalisation, classes } = classifier.card;
    const random = Random.from(name);
    const pixels = Uint8Array.from({ length: COUNT * input.height * input.width }, () => random.below(256));
    const ours = await classifier.probabilities(pixels, COUNT);
    await classifier.close();
    const session = await ort.InferenceSession.create(`${folder}/model.onnx`);
    const image = Float32Array.from(
      pixels,
      (pixel) => (pixel / 255 - normalisation.mean) / normalisation.deviation,
    );
    const dims = [COUNT, 1, input.height, input.width];
    const { probabilities } = await session.run({ image: new ort.Tensor('float32', image, dims) });
    expect(probabilities!.dims).toEqual([COUNT, classes.length]);
    const theirs = probabilities!.data as Float32Array;
    expect(Math.max(...ours.map((score, i) => Math.abs(score - theirs[i]!)))).toBeLessThan(1e-5);
  });
});
