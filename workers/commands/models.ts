import { readFile } from 'node:fs/promises';
import { config } from '@/lib/config';
import { listModels } from '@/lib/vision/model-folders';
import { addOnnxDetector } from '@/lib/vision/onnx-detector';
import { type Command, parseWords, UsageError } from './command';

const OPTIONS = { labels: { type: 'string' }, name: { type: 'string' } } as const;

/** A JSON list of names, or a name a line; "__background__" at the beginning is left out. */
function readLabels(text: string): string[] {
  const list: unknown = text.trimStart().startsWith('[') ? JSON.parse(text) : text.split(/\r?\n/);
  const names = (list as unknown[]).map((name) => String(name).trim()).filter((name) => name !== '');
  return names[0] === '__background__' ? names.slice(1) : names;
}

export const models: Command = {
  usage: 'models [add FILE.onnx --labels FILE [--name NAME]]',
  about:
    "Lists the models there are, or takes in a detector exported by torchvision; labels: a class's name a line",
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    const [action, file, ...more] = positionals;
    if (action === undefined) {
      const found = await listModels(config.DATA_DIR);
      process.stdout.write(`${JSON.stringify(found.map(({ card, folder }) => ({ ...card, folder })))}\n`);
      for (const { card } of found) process.stderr.write(`${card.name.padEnd(24)} ${card.description}\n`);
      return 0;
    }
    if (action !== 'add' || !file || !values.labels || more.length > 0)
      throw new UsageError(`Usage: jari ${this.usage}`);
    const labels = readLabels(await readFile(values.labels, 'utf8'));
    const card = await addOnnxDetector(file, { name: values.name, labels, dataDir: config.DATA_DIR });
    process.stdout.write(`${JSON.stringify(card)}\n`);
    process.stderr.write(`Model ${card.name} added: ${card.classes.length} classes.\n`);
    return 0;
  },
};
