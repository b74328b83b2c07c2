import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { placesIn, writeCheckpoint } from '@/lib/nn/checkpoint';
import { type Graph, toOnnx, type Values } from '@/lib/nn/graph';
import { writeWhole } from '../files';
import { findBackbone } from './backbone';
import { cardPage, type MaskRcnnCard } from './card';
import { inferenceForm } from './network';

export const WEIGHTS = 'weights.safetensors';

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
