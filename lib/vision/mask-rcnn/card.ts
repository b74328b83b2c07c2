import type { Summary } from '../evaluation/coco';
import type { AnyCard } from '../model-folders';
import type { MaskRcnnConfig } from './config';
import type { MaskRcnnRecipe } from './recipe';

/** What must be known to use a detector and to judge it; `card.json` in its folder. */
export interface DetectorCard extends AnyCard {
  task: 'detection';
  classes: readonly string[];
  classes_ko: readonly string[];
  licence: string;
}

/** Of a Mask R-CNN that was trained here. */
export interface MaskRcnnCard extends DetectorCard {
  kind: 'mask-rcnn';
  backbone: string;
  config: MaskRcnnConfig;
  recipe: MaskRcnnRecipe;
  /** What makes it again. */
  command: string;
  data: { name: string; train: number; per_epoch: number; validation: number }[];
  /** On the validation parts, by data set. */
  figures: Record<string, { box: Summary; mask: Summary }>;
  minutes: number;
  runtime: string;
  opset: number;
}

/** An ONNX file that somebody else made. */
export interface OnnxDetectorCard extends DetectorCard {
  kind: 'onnx';
  /** Name of the input and of the four outputs. */
  input: string;
  outputs: Record<'boxes' | 'labels' | 'scores' | 'masks', string>;
}

const KOREAN: Record<string, string> = { person: '사람' };

/** The Korean name of a class, where it is known. */
export const koreanOf = (name: string) => KOREAN[name] ?? name;

const figure = (value: number | null) => (value === null ? '-' : value.toFixed(3));

/** The card as a page for people (Markdown). */
export function cardPage(card: MaskRcnnCard): string {
  const { config, recipe, data, figures } = card;
  const rows = Object.entries(figures).map(
    ([name, { box, mask }]) =>
      `| ${name} | ${[box.AP, box.AP50, box.AP75, mask.AP, mask.AP50, mask.AP75].map(figure).join(' | ')} |`,
  );
  return `# ${card.name}

${card.description}.

| | |
|---|---|
| Classes | ${card.classes.join(', ')} |
| Input | RGB, short side ${config.image.shortSide}, long side at most ${config.image.longSide} pixels (scaled by the program), sides filled up with grey to multiples of ${config.image.divisor} |
| Files | \`weights.safetensors\` (filters as 16-bit floats); \`features.onnx\` (image -> table of features, objectness, deltas), \`boxes.onnx\`, \`masks.onnx\` (RoIs -> logits, deltas; masks), which read their weights from it; opset ${card.opset} |
| Data | ${data.map(({ name, train, per_epoch, validation }) => `${name}: ${train} images (${per_epoch} of them an epoch), ${validation} kept for validation`).join('; ')} |
| Recipe | ${recipe.epochs} epochs, batch ${recipe.batch}, AdamW ${recipe.rate} (body ${recipe.bodyRate.toFixed(3)} of it), weight decay ${recipe.weightDecay}, ${recipe.warmUp} steps of warm-up, cosine to 0, gradients clipped at ${recipe.clipNorm}, weights averaged over the last ${Math.round(100 * recipe.averaged)} % of the epochs, seed ${recipe.seed} |
| Made by | \`${card.command}\` |
| Trained on | ${card.runtime}, ${card.minutes.toFixed(0)} minutes |
| Licence | ${card.licence} |

Average precision (COCO) on the validation parts, which were not trained on:

| data | box AP | AP50 | AP75 | mask AP | AP50 | AP75 |
|---|---|---|---|---|---|---|
${rows.join('\n')}

Limits: it was trained on few images, of people standing and walking seen from the ground; seen from straight above, or
smaller than some 25 pixels at the size it looks at, they are missed. It finds persons, it does not tell who they are.
`;
}
