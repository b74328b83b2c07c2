import { type FileHandle, open } from 'node:fs/promises';
import { PMTiles, type Source, TileType } from 'pmtiles';
import { Problem } from '@/lib/problems';

/** A PMTiles file of street maps that can be drawn. */
export interface Archive {
  bytes: number;
  /** Changes with the file; a strong entity tag (RFC 9110 §8.8.3), quotes included. */
  etag: string;
  attribution: string;
}

/** Layers of the Protomaps schema without which nothing would be seen. */
const NEEDED = ['earth', 'water', 'roads', 'places'];

const OSM = '© OpenStreetMap';

function sourceOf(file: FileHandle): Source {
  return {
    getKey: () => 'archive',
    getBytes: async (offset, length) => {
      const buffer = new ArrayBuffer(length);
      const { bytesRead } = await file.read(new Uint8Array(buffer), 0, length, offset);
      return { data: buffer.slice(0, bytesRead) };
    },
  };
}

async function read(path: string): Promise<Omit<Archive, 'bytes' | 'etag'>> {
  const file = await open(path);
  try {
    const archive = new PMTiles(sourceOf(file));
    const header = await archive.getHeader().catch(() => {
      throw new Problem(
        'unreadable',
        'The base map of the setting BASEMAP_PMTILES is not a PMTiles file of version 3.',
      );
    });
    if (header.tileType !== TileType.Mvt) {
      throw new Problem(
        'unreadable',
        'The base map of the setting BASEMAP_PMTILES holds pictures, not vector tiles (MVT) of the Protomaps schema.',
      );
    }
    const metadata = (await archive.getMetadata().catch(() => ({}))) as {
      attribution?: unknown;
      vector_layers?: { id?: unknown }[];
    };
    const names = new Set(metadata.vector_layers?.map(({ id }) => id));
    const missing = NEEDED.filter((name) => !names.has(name));
    if (missing.length > 0) {
      throw new Problem(
        'unreadable',
        `The base map of the setting BASEMAP_PMTILES is not of the Protomaps schema: it has no layer ${missing.join(', ')}.`,
      );
    }
    return { attribution: typeof metadata.attribution === 'string' ? metadata.attribution : OSM };
  } finally {
    await file.close();
  }
}

let known: { path: string; archive: Archive } | undefined;

/**
 * What the PMTiles file at `path` is; read again only when the file has changed.
 * @throws Problem not-found or unreadable, naming the setting
 */
export async function describeArchive(path: string): Promise<Archive> {
  const file = await open(path).catch(() => {
    throw new Problem(
      'not-found',
      'The base map of the setting BASEMAP_PMTILES is not there or may not be read.',
    );
  });
  const { size, mtimeMs } = await file.stat().finally(() => file.close());
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  if (known?.path !== path || known.archive.etag !== etag) {
    known = { path, archive: { bytes: size, etag, ...(await read(path)) } };
  }
  return known.archive;
}
