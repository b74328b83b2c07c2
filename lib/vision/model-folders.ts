import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Problem } from '@/lib/problems';

/**
 * A model is a folder: `card.json` says what it is, beside it lie weights and model.onnx. Those that ship are in
 * public/models, the user's own in DATA_DIR/models; of two of one name the user's own is taken.
 */
const SHIPPED = 'public/models';

/** What every card has, whatever its task. */
export interface AnyCard {
  name: string;
  task: 'classification' | 'detection';
  description: string;
}

const places = (dataDir: string) => [join(dataDir, 'models'), join(process.cwd(), SHIPPED)];

/** The card in a folder; undefined where there is none. @throws Problem when it cannot be read as JSON. */
export async function readCard<Card extends AnyCard>(folder: string): Promise<Card | undefined> {
  const path = join(folder, 'card.json');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('unreadable', `${path} is not JSON, so this model cannot be used.`);
  }
}

/** Cards of all models there are, each with its folder; one per name. */
export async function listModels(dataDir: string): Promise<{ card: AnyCard; folder: string }[]> {
  const found = new Map<string, { card: AnyCard; folder: string }>();
  for (const place of places(dataDir))
    for (const name of (await readdir(place).catch(() => [])).sort()) {
      const folder = join(place, name);
      const card = await readCard(folder);
      if (card && !found.has(name)) found.set(name, { card, folder });
    }
  return [...found.values()];
}

/** The model of a name, whatever its task; never a path. @throws Problem when there is none. */
export async function modelNamed(name: string, dataDir: string): Promise<{ card: AnyCard; folder: string }> {
  const found = (await listModels(dataDir)).find(({ card }) => card.name === name);
  if (!found) throw new Problem('not-found', `There is no model "${name}".`);
  return found;
}

/**
 * The folder of a model, given by its name or by the folder itself (anything with a slash or a dot in it).
 * @throws Problem when there is no such model, with the names there are.
 */
export async function findModelFolder(
  nameOrFolder: string,
  dataDir: string,
  task: AnyCard['task'],
): Promise<string> {
  const isPath = nameOrFolder !== basename(nameOrFolder) || nameOrFolder.startsWith('.');
  const tried = isPath ? [nameOrFolder] : places(dataDir).map((place) => join(place, nameOrFolder));
  for (const folder of tried) if ((await readCard(folder))?.task === task) return folder;
  const names = (await listModels(dataDir)).flatMap(({ card }) => (card.task === task ? [card.name] : []));
  throw new Problem(
    'not-found',
    `There is no ${task} model "${nameOrFolder}". There are: ${names.join(', ') || 'none'}.`,
  );
}
