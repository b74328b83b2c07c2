import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Random } from '@/lib/nn/random';
import { FILES } from '@/lib/vision/datasets/catalogue';
import { writeIdx } from '@/lib/vision/datasets/idx';
import type { Dataset, LabelledImages } from '@/lib/vision/datasets/load';

/** A packed tar archive of texts. */
export function tarball(files: readonly (readonly [path: string, text: string])[]): Uint8Array {
  const blocks = files.flatMap(([path, text]) => {
    const data = Buffer.from(text);
    const header = Buffer.alloc(512);
    header.write(path);
    header.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('0', 156);
    return [header, data, Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]), { level: 1 });
}

/** Noisy images of which each class has its own bright quarter: 8 x 8 pixels, four classes. */
export function quarters(count: number, random: Random): LabelledImages {
  const labels = Uint8Array.from({ length: count }, () => random.below(4));
  const pixels = Uint8Array.from({ length: count * 64 }, (_, i) => {
    const [row, column] = [Math.floor((i % 64) / 8), i % 8];
    const quarter = 2 * Math.floor(row / 4) + Math.floor(column / 4);
    return random.below(100) + (quarter === labels[Math.floor(i / 64)] ? 100 : 0);
  });
  return { count, height: 8, width: 8, channels: 1, pixels, labels };
}

export function quarterDataset(): Dataset {
  const random = Random.from('quarters');
  return { train: quarters(200, random), test: quarters(80, random) };
}

/** The quarters as IDX files in a folder: in the place of a set that would be fetched. */
export async function writeQuarters(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { train, test } = quarterDataset();
  const write = async (
    { count, height, width, pixels, labels }: LabelledImages,
    images: string,
    names: string,
  ) => {
    await writeFile(join(folder, images), writeIdx({ sizes: [count, height, width], data: pixels }));
    await writeFile(join(folder, names), writeIdx({ sizes: [count], data: labels }));
  };
  await write(train, FILES.trainImages, FILES.trainLabels);
  await write(test, FILES.testImages, FILES.testLabels);
}
