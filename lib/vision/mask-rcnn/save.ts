import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { placesIn, readCheckpoint, writeCheckpoint } from '@/lib/nn/checkpoint';
import { type Graph, toOnnx, type Values } from '@/lib/nn/graph';
import { Problem } from '@/lib/problems';
import { writeWhole } from '../files';
import { findModelFolder, readCard } from '../model-folders';
import { findBackbone } from './backbone';
import { cardPage, type MaskRcnnCard } from './card';
import { inferenceForm } from './network';

const WEIGHTS = 'weights.safetensors';

/**
 * Leaves a model in its folder: weights, ONNX files that read them, card. Filters take 16 bits a number, what is
 * one number a channel 32.
 */
export async function saveMaskRcnn(folder: string, card: MaskRcnnCard, weights: Values): Promise<void> {
  const form = inferenceForm(findBackbone(card.backbone), card.config);
  const path = join(folder, WEIGHTS);
  await writeCheckpoint(`${path}.new`, { values: weights, state: {} }, ({ shape }) => shape.length > 1);
  await rename(`${path}.new`, path);
  const places = placesIn(await readFile(path));
  for (const [name, graph] of Object.entries(form) as [string, Graph][]) {
    const metadata = { name: card.name, description: card.description, licence: card.licence };
    const model = toOnnx(graph, { baked: weights, beside: { file: WEIGHTS, places }, metadata });
    await writeWhole(join(folder, `${name}.onnx`), model);
  }
  await writeWhole(join(folder, 'README.md'), cardPage(card));
  // Last, since a folder with a card is a model.
  await writeWhole(join(folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
}

/**
 * Card and weights of a Mask R-CNN, by its name or folder.
 * @throws Problem when there is none, or its weights are missing
 */
export async function readMaskRcnn(
  nameOrFolder: string,
  dataDir: string,
): Promise<{ card: MaskRcnnCard; weights: Values }> {
  const folder = await findModelFolder(nameOrFolder, dataDir, 'detection');
  const card = (await readCard<MaskRcnnCard>(folder))!;
  const weights = card.kind === 'mask-rcnn' ? await readCheckpoint(join(folder, WEIGHTS)) : undefined;
  if (!weights)
    throw new Problem('not-found', `The weights of ${card.name} are missing: ${folder}/${WEIGHTS}.`);
  return { card, weights: weights.values };
}
