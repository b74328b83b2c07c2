import { randomBytes } from 'node:crypto';
import { drawnColumns } from '@/lib/layers/drawn-columns';
import { shownImage } from '@/lib/layers/shown-image';
import { listLayers } from '@/lib/layers/store';
import type { Column, Layer, Row } from '@/lib/layers/types';
import { Problem } from '@/lib/problems';
import { findShared, getProject, updateProject } from './store';
import type { Project, ShareOptions } from './types';
import type { View } from './view';

/** 24 random bytes: nobody finds one by trying. */
const TOKEN = /^[\w-]{32}$/;
const newToken = () => randomBytes(24).toString('base64url');

/** Shares a project, or changes what its link allows; a link that exists stays the same. @throws Problem not-found */
export async function shareProject(id: string, options: ShareOptions): Promise<Project> {
  const { share } = await getProject(id);
  return updateProject(id, { share: { token: share?.token ?? newToken(), options } });
}

/** Ends the sharing; the link never works again. @throws Problem not-found */
export const unshareProject = (id: string): Promise<Project> => updateProject(id, { share: null });

const dead = () =>
  new Problem(
    'not-found',
    'This link leads to nothing: the map is no longer shared, or the address is not whole.',
  );

/** What is shared under a token. @throws Problem not-found */
async function sharedProject(token: string): Promise<Project & { share: NonNullable<Project['share']> }> {
  const project = TOKEN.test(token) ? await findShared(token) : undefined;
  if (!project?.share) throw dead();
  return { ...project, share: project.share };
}

/** The layers that a link shows: the project's own, filled and not hidden. */
async function sharedLayers(project: Project): Promise<Layer[]> {
  const layers = await listLayers(project.id);
  return layers.filter(({ state, visible }) => state === 'ready' && visible);
}

/** Not said to strangers: where a layer came from (but the image it lies on), and columns that are neither in tables nor drawn. */
export function publicLayer(layer: Layer): Layer {
  const drawn = drawnColumns(layer);
  const columns = layer.columns.filter((column) => !column.hidden || drawn.includes(column));
  const image = shownImage(layer);
  return { ...layer, columns, source: image ? { image } : {} };
}

/** The columns that a link shows. */
export const shownColumns = ({ columns }: Pick<Layer, 'columns'>): Column[] =>
  columns.filter(({ hidden }) => !hidden);

/** A row with the values of the columns that are shown: neither hidden ones nor ones that were removed. */
export function publicRow(layer: Pick<Layer, 'columns'>, row: Row): Row {
  const shown = shownColumns(layer);
  const fields = new Set(shown.flatMap(({ key, field, name }) => (key ? [] : [field ?? name])));
  const keys = new Set(shown.flatMap(({ key }) => key ?? []));
  const only = <T>(values: Record<string, T>, names: Set<string>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
  return {
    ...row,
    properties: only(row.properties, fields),
    answer: row.answer && only(row.answer, keys),
  };
}

export interface SharedMap {
  name: string;
  view: View;
  options: ShareOptions;
  layers: Layer[];
}

/** All that a page under a link needs to begin. @throws Problem not-found */
export async function sharedMap(token: string): Promise<SharedMap> {
  const project = await sharedProject(token);
  const layers = (await sharedLayers(project)).map(publicLayer);
  return { name: project.name, view: project.view, options: project.share.options, layers };
}

/**
 * One layer that a link shows, for reading on the server.
 * @param allowed what the link must allow for it
 * @throws Problem not-found, also for layers that exist but are not this map's; forbidden
 */
export async function sharedLayer(token: string, id: string, allowed?: keyof ShareOptions): Promise<Layer> {
  const project = await sharedProject(token);
  const layer = (await sharedLayers(project)).find((layer) => layer.id === id);
  if (!layer) throw new Problem('not-found', `This map has no layer ${id}.`);
  if (allowed === 'table' && !project.share.options.table) {
    throw new Problem('forbidden', 'This link shows the map without its tables.');
  }
  if (allowed === 'download' && !project.share.options.download) {
    throw new Problem('forbidden', 'This link shows the map without downloads.');
  }
  return layer;
}
