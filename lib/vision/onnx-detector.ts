import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { Problem } from '@/lib/problems';
import type { Detection, Detector } from './detector';
import { writeWhole } from './files';
import type { Image } from './image';
import { koreanOf, type OnnxDetectorCard } from './mask-rcnn/card';
import { pasteMask } from './mask-rcnn/paste';
import type { PlacedMask } from './masks/mask';

const MODEL = 'model.onnx';
const OUTPUTS = ['boxes', 'labels', 'scores', 'masks'] as const;
/** Rank of each output: [N, 4], [N], [N], [N, 1, height, width]. */
const RANKS = { boxes: 2, labels: 1, scores: 1, masks: 4 };
const THRESHOLD = 0.5;

const wrong = (file: string, reason: string) =>
  new Problem(
    'unreadable',
    `${file} cannot be used as a detector: ${reason}. Expected is torchvision's maskrcnn_resnet50_fpn as it exports it: one image [3, height, width] or [1, 3, height, width] of 0 to 1 in; boxes, labels, scores and masks out.`,
  );

async function open(path: string, shown: string): Promise<ort.InferenceSession> {
  try {
    return await ort.InferenceSession.create(path, { logSeverityLevel: 4 });
  } catch (error) {
    throw wrong(shown, `ONNX Runtime does not open it (${String((error as Error).message).split('\n')[0]})`);
  }
}

type Metadata = ort.InferenceSession.ValueMetadata;

/**
 * Which output is which: by name, else, as torchvision names them by number, by order; each checked by type and rank.
 * @throws Problem saying what does not fit
 */
function recognise(session: ort.InferenceSession, file: string) {
  const { inputNames, outputNames } = session;
  const rankOf = (metadata: Metadata | undefined) => (metadata?.isTensor ? metadata.shape.length : undefined);
  if (inputNames.length !== 1) throw wrong(file, `it has ${inputNames.length} inputs, not one`);
  const rank = rankOf(session.inputMetadata[0]);
  if (rank !== 3 && rank !== 4) throw wrong(file, `its input ${inputNames[0]} is not one image`);
  const named = OUTPUTS.every((name) => outputNames.includes(name));
  if (!named && outputNames.length !== OUTPUTS.length)
    throw wrong(file, `its outputs are ${outputNames.join(', ')}`);
  const outputs = Object.fromEntries(
    OUTPUTS.map((name, i) => [name, named ? name : outputNames[i]!]),
  ) as OnnxDetectorCard['outputs'];
  for (const name of OUTPUTS) {
    const metadata = session.outputMetadata[outputNames.indexOf(outputs[name])];
    const is = rankOf(metadata);
    // A rank of 0 stands for one that the file does not say.
    if (is && is !== RANKS[name])
      throw wrong(file, `its output ${outputs[name]} has ${is} axes where ${name} have ${RANKS[name]}`);
  }
  return { input: inputNames[0]!, outputs };
}

/**
 * Takes a detector's ONNX file into the user's models. `labels`: names of its classes from 1 on, a line each.
 * @throws Problem with the reason why the file cannot be used
 */
export async function addOnnxDetector(
  path: string,
  { name, labels, dataDir }: { name?: string; labels: readonly string[]; dataDir: string },
): Promise<OnnxDetectorCard> {
  const file = basename(path);
  const own = name ?? file.replace(/\.onnx$/i, '');
  if (!/^[\w-][\w.-]*$/.test(own))
    throw new Problem('bad-request', `"${own}" is no name for a model: letters, digits, . _ - are.`);
  if (labels.length === 0) throw new Problem('bad-request', 'The list of labels is empty.');
  const session = await open(path, file);
  const found = recognise(session, file);
  await session.release();
  const card: OnnxDetectorCard = {
    name: own,
    task: 'detection',
    kind: 'onnx',
    description: `Detector from ${file}`,
    classes: labels,
    classes_ko: labels.map(koreanOf),
    licence: 'as its maker says',
    ...found,
  };
  const folder = join(dataDir, 'models', own);
  const work = `${folder}.part`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  await copyFile(path, join(work, MODEL));
  await writeWhole(join(work, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  await rename(work, folder).catch(async () => {
    await rm(work, { recursive: true, force: true });
    throw new Problem('conflict', `There is a model "${own}" already; give another name.`);
  });
  return card;
}

/** A picture as torchvision's models take it: channel by channel, 0 to 1. */
function planes({ width, height, data }: Image): Float32Array {
  const size = width * height;
  return Float32Array.from(
    { length: 3 * size },
    (_, i) => data[3 * (i % size) + Math.floor(i / size)]! / 255,
  );
}

/** A mask over the whole image, cut to the box. */
function cut(mask: Float32Array, { width, height }: Image, box: Detection['box']): PlacedMask {
  const x = Math.max(0, Math.floor(box[0]));
  const y = Math.max(0, Math.floor(box[1]));
  const w = Math.max(0, Math.min(width, Math.ceil(box[2])) - x);
  const h = Math.max(0, Math.min(height, Math.ceil(box[3])) - y);
  const data = new Uint8Array(w * h);
  for (let i = 0; i < data.length; i++)
    data[i] = mask[(y + Math.floor(i / w)) * width + x + (i % w)]! >= THRESHOLD ? 1 : 0;
  return { x, y, width: w, height: h, data };
}

/** A detector from the folder that `addOnnxDetector` made. */
export async function openOnnxDetector(folder: string, card: OnnxDetectorCard): Promise<Detector> {
  const session = await open(join(folder, MODEL), card.name);
  const metadata = session.inputMetadata[0]!;
  const batched = metadata.isTensor && metadata.shape.length === 4;
  return {
    name: card.name,
    classes: card.classes,
    async detect(image) {
      const { width, height } = image;
      const shape = [...(batched ? [1] : []), 3, height, width];
      const results = await session.run({ [card.input]: new ort.Tensor('float32', planes(image), shape) });
      const [boxes, labels, scores, masks] = OUTPUTS.map((name) => results[card.outputs[name]]!);
      const [rows, columns] = masks!.dims.slice(-2) as [number, number];
      const whole = rows === height && columns === width;
      const found = Array.from({ length: scores!.dims[0]! }, (_, i): Detection | undefined => {
        const label = card.classes[Number(labels!.data[i]) - 1];
        if (label === undefined) return undefined;
        const box = Array.from(boxes!.data.slice(4 * i, 4 * i + 4) as Float32Array) as Detection['box'];
        const own = (masks!.data as Float32Array).subarray(i * rows * columns, (i + 1) * rows * columns);
        const mask = whole
          ? cut(own, image, box)
          : pasteMask(own, { height: rows, width: columns }, box, image);
        return { box, score: scores!.data[i] as number, label, mask };
      });
      return found.flatMap((one) => (one ? [one] : [])).sort((a, b) => b.score - a.score);
    },
    async close() {
      await session.release();
    },
  };
}
