import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { config } from '@/lib/config';
import { startImport } from '@/lib/imports/start';
import { closeQueue } from '@/lib/jobs/queue';
import { workUntilEnded } from '@/lib/jobs/until-ended';
import { getLayer } from '@/lib/layers/store';
import { removeUpload, UploadWriter } from '@/lib/uploads/store';
import { kinds } from '../kinds/all';
import { type Command, parseWords, UsageError } from './command';
import { prepareDatabase } from './prepare';

const OPTIONS = {
  crs: { type: 'string' },
  name: { type: 'string' },
  label: { type: 'string' },
  layer: { type: 'string' },
  encoding: { type: 'string' },
  geometry: { type: 'string' },
  x: { type: 'string' },
  y: { type: 'string' },
  address: { type: 'string', multiple: true },
  repair: { type: 'boolean' },
} as const;

/** Copies the files into an upload of their own, since the import uses its upload up. */
async function upload(paths: string[]): Promise<string> {
  const writer = new UploadWriter(config.MAX_UPLOAD_BYTES);
  try {
    for (const path of paths) {
      const found = await stat(path).catch(() => undefined);
      if (!found?.isFile()) throw new UsageError(`There is no file ${path}.`);
      await writer.add(basename(path), createReadStream(path));
    }
    return (await writer.finish()).id;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

export const importLayer: Command = {
  usage:
    'import FILE... [--crs C] [--name N] [--label COL] [--repair] [--layer FILE] [--encoding E] [--geometry COL] [--x COL --y COL] [--address COL]',
  about: 'Makes a layer of a table or a map file (the files of one shapefile together)',
  async run(argv) {
    const { values, positionals } = parseWords(argv, OPTIONS);
    if (positionals.length === 0) throw new UsageError(`Give a file: jari ${this.usage}`);
    const { crs, name, label, layer, encoding, geometry, x, y, address, repair } = values;
    if ((x === undefined) !== (y === undefined)) throw new UsageError('Give both --x and --y.');
    await prepareDatabase();
    const id = await upload(positionals);
    const started = await startImport({
      upload: id,
      crs,
      name,
      label,
      layer,
      geometry,
      address,
      repair,
      ...(x !== undefined && y !== undefined ? { coordinates: { x, y } } : {}),
      ...(encoding ? { format: { encoding } } : {}),
    }).catch(async (error) => {
      await removeUpload(id);
      throw error;
    });
    const job = await workUntilEnded(started.job.id, kinds).finally(closeQueue);
    if (job.state !== 'done') throw new Error(job.error?.detail ?? `The job is ${job.state}.`);
    const made = await getLayer(started.layer.id);
    process.stdout.write(
      `${JSON.stringify({ id: made.id, name: made.name, counts: made.counts, extent: made.extent }, null, 2)}\n`,
    );
    return 0;
  },
};
