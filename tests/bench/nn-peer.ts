import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { config } from '@/lib/config';
import { onnxRuntime } from '@/lib/nn/runtimes/onnxruntime';
import { findModel } from '@/lib/vision/classifiers/models';
import { trainClassifier } from '@/lib/vision/classifiers/train';
import { findSource, getDataset } from '@/lib/vision/datasets/get';
import { loadDataset } from '@/lib/vision/datasets/load';
import { hasShared, sharedPath } from '../support/shared';
import { figure, median } from './figure';

/** Debian's PyTorch belongs to Debian's Python. */
const PYTHON = '/usr/bin/python3';

/** Epochs of ours and of the peer take turns, so that both see the machine in the same moods. */
const TURNS = 3;

const PEERS = [
  {
    model: 'fashion-dnn',
    script: () => (hasShared ? sharedPath('peers/fashion_mnist_torch.py') : undefined),
  },
  { model: 'mnist-mlp', script: () => 'tests/bench/mnist_mlp_torch.py' },
];

/** Seconds of the second of two epochs: the first warms up. */
async function peerEpoch(script: string, folder: string): Promise<number> {
  const { stdout } = await promisify(execFile)(PYTHON, [script, folder, '2']);
  return Number([...stdout.matchAll(/seconds ([\d.]+)/g)].at(-1)![1]);
}

async function ourEpoch(name: string, folder: string): Promise<number> {
  const model = findModel(name);
  const out = await mkdtemp(join(tmpdir(), 'jari-bench-'));
  try {
    const { epochs } = await trainClassifier({
      model,
      recipe: { ...model.recipe, epochs: 2 },
      data: await loadDataset(folder),
      source: findSource(model.dataset),
      runtime: onnxRuntime({ provider: 'cpu' }),
      command: 'npm run bench -- nn',
      out,
    });
    return epochs.at(-1)!.seconds;
  } finally {
    await rm(out, { recursive: true });
  }
}

/** Seconds of an epoch on the real images, beside the seed's code in PyTorch where that is installed. */
export async function peerEpochs(): Promise<void> {
  const installed = await promisify(execFile)(PYTHON, ['-c', 'import torch']).then(
    () => true,
    () => false,
  );
  for (const { model, script } of PEERS) {
    const folder = await getDataset(findModel(model).dataset, config.DATA_DIR);
    const path = installed ? script() : undefined;
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < TURNS; turn++) {
      ours.push(await ourEpoch(model, folder));
      if (path) theirs.push(await peerEpoch(path, folder));
    }
    figure('epoch on the real images', median(ours), 's', { model, all: ours });
    if (path)
      figure('peer: PyTorch, the seed’s code', median(theirs), 's', {
        model,
        all: theirs,
        peer_by_ours: median(theirs) / median(ours),
      });
  }
}
