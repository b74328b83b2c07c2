import { extname } from 'node:path';
import { Problem } from '@/lib/problems';
import { flatgeobuf } from './flatgeobuf';
import { geojson } from './geojson';
import { geojsonseq } from './geojsonseq';
import { gpx } from './gpx';
import { kml } from './kml';
import { headOf, openMembers } from './members';
import type { Member, Opened, OpenOptions, Reader } from './reader';
import { shapefile } from './shapefile/shapefile';

/** Every format of features, in the order in which they are tried. */
export const readers: readonly Reader[] = [shapefile, flatgeobuf, geojsonseq, geojson, gpx, kml];

export interface OpenedFiles extends Opened {
  format: Pick<Reader, 'name' | 'title'>;
  /** Files of features in what was given, where there are several; one is read at a time. */
  layers?: string[];
  /** Which of them this is. */
  layer: string;
  /** To be called at the end. */
  close(): void;
}

/** Parts of a set that are never the main one. */
const PARTS = new Set(['.dbf', '.shx', '.prj', '.cpg', '.sbn', '.sbx', '.qmd', '.qpj', '.fix']);

async function recognise(members: readonly Member[]): Promise<{ member: Member; reader: Reader }[]> {
  const found: { member: Member; reader: Reader }[] = [];
  for (const member of members) {
    if (PARTS.has(extname(member.name).toLowerCase())) continue;
    const head = await headOf(member);
    const reader = readers.find((reader) => reader.recognises(head, member.name));
    if (reader) found.push({ member, reader });
  }
  return found;
}

/** What is wrong with files none of which is one of features; undefined when they may be tables. */
function refusal(members: readonly Member[], given: number): Problem | undefined {
  const parts = members.filter(({ name }) => PARTS.has(extname(name).toLowerCase()));
  const formats = readers.map(({ title }) => title).join(', ');
  if (members.length === 0) return new Problem('unreadable', 'The ZIP is empty.');
  if (parts.length > 0) {
    return new Problem(
      'unreadable',
      `There is no .shp file beside ${parts[0]!.name}; give the .shp, .dbf and .prj files together.`,
    );
  }
  if (members.length > given || members[0]!.path !== members[0]!.name) {
    return new Problem('unsupported-type', `The ZIP holds no file of a known format (${formats}).`);
  }
  return undefined;
}

/**
 * Opens an upload that holds features.
 * @returns undefined when it is none of the formats, and so perhaps a table
 * @throws Problem unreadable, too-large, unsupported-type; bad-request for a layer that is not there
 */
export async function openFiles(
  files: readonly { name: string; path: string; bytes: number }[],
  options: OpenOptions = {},
): Promise<OpenedFiles | undefined> {
  const { members, close } = await openMembers(files);
  try {
    const found = await recognise(members);
    if (found.length === 0) {
      const problem = refusal(members, files.length);
      if (problem) throw problem;
      close();
      return undefined;
    }
    const paths = found.map(({ member }) => member.path);
    const at = options.layer === undefined ? 0 : paths.indexOf(options.layer);
    const chosen = found[at];
    if (!chosen) {
      throw new Problem(
        'bad-request',
        `There is no "${options.layer}" in the upload; there are: ${paths.join(', ')}.`,
        {
          path: '/layer',
        },
      );
    }
    const { member, reader } = chosen;
    const opened = await reader.open(member, members, options);
    return {
      ...opened,
      format: { name: reader.name, title: reader.title },
      ...(found.length > 1 ? { layers: paths } : {}),
      layer: member.path,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}
