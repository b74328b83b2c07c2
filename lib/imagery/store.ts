import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { config } from '@/lib/config';
import { query } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import type { Georeference } from './georeference/georeference';
import type { Picture } from './picture';
import { georeferenceOf, type Place } from './place';
import { openRaster, type Raster } from './raster';

/** Images that lie on the map under a layer. The layer knows the image (`source.image.id`), not the other way round. */
export interface KeptImage {
  id: string;
  name: string;
  /** Path of the file. */
  path: string;
  width: number;
  height: number;
  place: Place;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DAY_MS = 24 * 60 * 60 * 1000;
const root = () => join(config.DATA_DIR, 'images');

interface NewImage {
  name: string;
  place: Place;
  /** Its file first, then those that belong to it (world file, .prj); or its pixels. */
  from: readonly string[] | Picture;
}

/**
 * Copies an image to where images are kept.
 * @throws Problem when it cannot be read, or nobody says where it lies
 */
export async function keepImage({ name, place, from }: NewImage): Promise<KeptImage> {
  const [{ id }] = (await query<{ id: string }>('select gen_random_uuid()::text as id')) as [{ id: string }];
  const folder = join(root(), id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const file = 'data' in from ? await writePicture(from, folder) : await copyFiles(from, folder);
    const raster = await openRaster(join(folder, file));
    const { width, height } = raster;
    try {
      georeferenceOf(place, raster);
    } finally {
      await raster.close();
    }
    await query('insert into image (id, name, file, width, height, place) values ($1, $2, $3, $4, $5, $6)', [
      id,
      name,
      file,
      width,
      height,
      JSON.stringify(place),
    ]);
    return { id, name, path: join(folder, file), width, height, place };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function writePicture({ width, height, data }: Picture, folder: string): Promise<string> {
  const raw = { width, height, channels: 3 } as const;
  await sharp(data, { raw }).png().toFile(join(folder, 'image.png'));
  return 'image.png';
}

async function copyFiles(paths: readonly string[], folder: string): Promise<string> {
  for (const path of paths) await copyFile(path, join(folder, basename(path)));
  return basename(paths[0]!);
}

/** @throws Problem not-found */
export async function getImage(id: string): Promise<KeptImage> {
  const [row] = UUID.test(id)
    ? await query<Omit<KeptImage, 'path'> & { file: string }>(
        'select id, name, file, width, height, place from image where id = $1',
        [id],
      )
    : [];
  if (!row) throw new Problem('not-found', `There is no image ${id}; it may have been removed.`);
  const { file, ...image } = row;
  return { ...image, path: join(root(), id, file) };
}

/** Opens a kept image with its place; the caller closes the raster. @throws Problem not-found, unreadable */
export async function openImage(
  id: string,
): Promise<{ image: KeptImage; raster: Raster; place: Georeference }> {
  const image = await getImage(id);
  const raster = await openRaster(image.path);
  return { image, raster, place: georeferenceOf(image.place, raster) };
}

/** Takes an image away with its files; nothing happens when it is gone already. */
export async function removeImage(id: string): Promise<void> {
  if (!UUID.test(id)) return;
  await query('delete from image where id = $1', [id]);
  await rm(join(root(), id), { recursive: true, force: true });
}

/** Takes away images older than a day that no layer shows any more, and folders of none. */
export async function sweepImages(): Promise<void> {
  const unused = await query<{ id: string }>(
    `select id from image where created_at < now() - interval '1 day'
       and not exists (select from layer where layer.source -> 'image' ->> 'id' = image.id::text)`,
  );
  for (const { id } of unused) await removeImage(id);
  const known = new Set((await query<{ id: string }>('select id from image')).map(({ id }) => id));
  for (const name of await readdir(root()).catch(() => [] as string[])) {
    if (!UUID.test(name) || known.has(name)) continue;
    // A young one may just be being made.
    const { mtimeMs } = await stat(join(root(), name));
    if (Date.now() - mtimeMs > DAY_MS) await removeImage(name);
  }
}
