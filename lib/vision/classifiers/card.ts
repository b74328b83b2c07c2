import type { AnyCard } from '../model-folders';
import type { Evaluation } from './evaluate';
import type { ClassifierModel, Recipe } from './models';

/** What must be known to use a trained classifier and to judge it; `card.json` in its folder. */
export interface ClassifierCard extends AnyCard {
  task: 'classification';
  /** Of `models`: what describes the network. */
  model: string;
  /** Names of the outputs, in order. */
  classes: readonly string[];
  classes_ko: readonly string[];
  input: { height: number; width: number; channels: number };
  normalisation: ClassifierModel['normalisation'];
  data: { title: string; licence: string; split: string; train: number; test: number };
  recipe: Recipe;
  /** What makes it again. */
  command: string;
  figures: Evaluation & { epochs: number; loss: number; seconds_per_epoch: number; runtime: string };
  licence: string;
  opset: number;
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`;

/** The card as a page for people (Markdown). */
export function cardPage(card: ClassifierCard): string {
  const { figures, data, recipe, input } = card;
  const { optimiser, rate, batch, schedule, weightDecay, flip, shift, seed } = recipe;
  return `# ${card.name}

${card.description}.

| | |
|---|---|
| Input | \`image\` [N, ${input.channels}, ${input.height}, ${input.width}], (pixel / 255 - ${card.normalisation.mean}) / ${card.normalisation.deviation} |
| Output | \`probabilities\` [N, ${card.classes.length}]: ${card.classes.join(', ')} |
| Data | ${data.title} (${data.licence}): ${data.train} images to train with, ${data.test} others to test with; ${data.split} |
| Recipe | ${figures.epochs} epochs, ${optimiser}, rate ${rate} (${schedule}), batch ${batch}, weight decay ${weightDecay}, ${flip ? 'mirrored' : 'not mirrored'}, moved by up to ${shift} pixels, seed ${seed} |
| Made by | \`${card.command}\` |
| Trained on | ${figures.runtime}, ${figures.seconds_per_epoch.toFixed(1)} s an epoch |
| Accuracy | ${percent(figures.accuracy)} of the test images |
| ONNX | opset ${card.opset} |
| Licence | ${card.licence} |

| class | precision | recall | images |
|---|---|---|---|
${figures.per_class.map(({ label, precision, recall, count }) => `| ${label} | ${percent(precision)} | ${percent(recall)} | ${count} |`).join('\n')}

It knows only the classes above and answers with one of them whatever it is shown; the score is no measure of doubt for
pictures unlike those it learned from.
`;
}
