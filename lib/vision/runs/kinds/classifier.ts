import { join } from 'node:path';
import { config } from '@/lib/config';
import { type DeviceChoice, openRuntime } from '@/lib/nn/devices';
import { answers } from '../../classifiers/evaluate';
import { findModel, models, type Recipe } from '../../classifiers/models';
import { changedRecipe, commandOf, FIELDS } from '../../classifiers/recipe';
import { type ClassifierEpoch, trainClassifier } from '../../classifiers/train';
import { findDataset, openDataset } from '../../datasets/library';
import { writeWhole } from '../../files';
import type { Epoch, RunKind } from '../kind';

/** How often the figures of a running epoch are worth a look, in milliseconds. */
const STEP_MS = 200;

const figuresOf = ({ epoch, seconds, loss, test_loss, accuracy }: ClassifierEpoch): Epoch => ({
  epoch,
  seconds,
  figures: { loss, test_loss, accuracy },
});

/** A classifier of images: MNIST, Fashion-MNIST, one's own. */
export const classifierRun: RunKind<Recipe> = {
  name: 'classifier',
  task: 'classification',
  models,
  fields: FIELDS,
  series: [
    { name: 'loss', unit: 'loss', of: 'training' },
    { name: 'test_loss', unit: 'loss', of: 'test' },
    { name: 'accuracy', unit: 'share', of: 'test' },
  ],
  async plan({ model: name, dataset, settings = {} }) {
    const model = findModel(name);
    const recipe = changedRecipe(model.recipe, settings);
    const source = await findDataset(dataset ?? model.dataset, config.DATA_DIR);
    return { model: name, dataset: source.name, settings: recipe, epochs: recipe.epochs };
  },
  async train({ plan, folder, name, ...work }) {
    const { settings: recipe } = plan;
    const model = findModel(plan.model);
    work.onStage?.('data');
    const { train, test, ...source } = await openDataset(plan.dataset, config.DATA_DIR);
    const data = { train, test };
    work.onStage?.('train');
    const runtime = await openRuntime(config.JARI_DEVICE as DeviceChoice);
    await work.onDevice?.(runtime.name);
    const steps = Math.floor(train.count / recipe.batch);
    let [said, first, total] = [0, 0, 0];
    const report = await trainClassifier({
      model,
      recipe,
      data,
      source,
      runtime,
      name,
      command: commandOf(model, recipe, plan.dataset === model.dataset ? undefined : plan.dataset),
      out: folder,
      signal: work.signal,
      onStep(done, _, loss) {
        if ((done - 1) % steps === 0 || first === 0) [first, total] = [done, 0];
        total += loss;
        if (performance.now() - said < STEP_MS) return;
        said = performance.now();
        work.onStep?.(done / steps, { loss: total / (done - first + 1) });
      },
      async onEpoch(epoch, { evaluation, probabilities }) {
        await writeWhole(
          join(folder, ANSWERS),
          JSON.stringify(answersOf(probabilities, source.classes.length)),
        );
        await work.onEpoch?.(figuresOf(epoch), { ...evaluation });
      },
    });
    return { accuracy: report.accuracy };
  },
};

/** What the last epoch's network says of each test image, beside the checkpoint. */
export const ANSWERS = 'answers.json';

export interface TestAnswers {
  /** Numbers of classes. */
  answers: number[];
  /** Their probabilities, to three digits. */
  scores: number[];
}

function answersOf(probabilities: Float32Array, classes: number): TestAnswers {
  const chosen = answers(probabilities, classes);
  return {
    answers: [...chosen],
    scores: [...chosen].map((answer, row) => rounded(probabilities[row * classes + answer]!)),
  };
}

const rounded = (score: number) => Math.round(score * 1000) / 1000;
