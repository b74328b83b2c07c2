import { type Queryable, query, transaction } from '@/lib/db/database';
import { Problem } from '@/lib/problems';
import { checkStyle } from './style/check';
import { newStyle, type SavedStyle } from './style/default';
import { readStyle } from './style/read';
import type { Style } from './style/schema';
import type { Column, Counts, Layer, LayerKind } from './types';

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

type LayerRow = Omit<Layer, 'style' | 'counts' | 'created_at'> & {
  style: unknown;
  counts: Partial<Layer['counts']>;
  created_at: Date;
};

const COLUMNS =
  'id, project_id as project, name, kind, columns, style, counts, extent, source, visible, position, state, revision, tiled, created_at';

export const noCounts = (): Counts => ({
  rows: 0,
  status: {},
  level: {},
  geometry: { point: 0, line: 0, polygon: 0 },
  vertices: 0,
});

function fromRow(row: LayerRow): Layer {
  const counts = { ...noCounts(), ...row.counts };
  return {
    ...row,
    style: readStyle(row.style, { ...row, counts }),
    counts,
    created_at: row.created_at.toISOString(),
  };
}

export const noLayer = (id: string) =>
  new Problem('not-found', `There is no layer ${id}; it may have been removed.`);

export interface NewLayer {
  name: string;
  kind: LayerKind;
  columns: Column[];
  source?: Record<string, unknown>;
  labelColumn?: string | null;
  /** In place of the usual style of a new layer. */
  style?: SavedStyle;
  /** The project it goes to; the one opened last when absent. */
  project?: string;
}

/** The project a new layer goes to. @throws Problem not-found */
async function projectFor(project: string | undefined, client: Queryable): Promise<string> {
  const { rows } =
    project === undefined
      ? await client.query('select opened_project() as id')
      : UUID.test(project)
        ? await client.query('select id from project where id = $1 and removed_at is null', [project])
        : { rows: [] };
  if (!rows[0]?.id) throw new Problem('not-found', `There is no project ${project} to put a layer in.`);
  return rows[0].id as string;
}

/** Makes an empty layer on top of its project's others, in the state `filling`. @throws Problem not-found (the project) */
export async function createLayer(layer: NewLayer, client?: Queryable): Promise<Layer> {
  const work = async (client: Queryable) => {
    const project = await projectFor(layer.project, client);
    const next = await client.query(
      'select coalesce(max(position), -1) + 1 as position from layer where project_id = $1',
      [project],
    );
    const position = next.rows[0].position as number;
    const { rows } = await client.query(
      `insert into layer (name, kind, columns, style, source, position, project_id)
       values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
      [
        layer.name,
        layer.kind,
        JSON.stringify(layer.columns),
        JSON.stringify(
          layer.style ?? newStyle(position, { ...layer, labelColumn: layer.labelColumn ?? null }),
        ),
        JSON.stringify(layer.source ?? {}),
        position,
        project,
      ],
    );
    return fromRow(rows[0] as LayerRow);
  };
  return client ? work(client) : transaction(work);
}

/** The layers of a project, or of all, the topmost first. */
export async function listLayers(project?: string): Promise<Layer[]> {
  if (project !== undefined && !UUID.test(project)) return [];
  const rows = await query<LayerRow>(
    `select ${COLUMNS} from layer
     where removed_at is null and ($1::uuid is null or project_id = $1)
       and project_id in (select id from project where removed_at is null)
     order by position desc, created_at desc, id`,
    [project ?? null],
  );
  return rows.map(fromRow);
}

/** @throws Problem not-found */
export async function getLayer(id: string): Promise<Layer> {
  const [row] = UUID.test(id)
    ? await query<LayerRow>(`select ${COLUMNS} from layer where id = $1 and removed_at is null`, [id])
    : [];
  if (!row) throw noLayer(id);
  return fromRow(row);
}

/** Adds what is known of a layer's origin only after it was made. */
export async function addSource(id: string, more: Record<string, unknown>, client: Queryable): Promise<void> {
  await client.query('update layer set source = source || $2::jsonb where id = $1', [
    id,
    JSON.stringify(more),
  ]);
}

export interface LayerChanges {
  name?: string;
  visible?: boolean;
  position?: number;
  style?: Style;
}

/**
 * Changes what a person may change of a layer; a member left out stays.
 * @throws Problem not-found; bad-request when the style cannot be drawn
 */
export async function updateLayer(id: string, changes: LayerChanges): Promise<Layer> {
  const layer = await getLayer(id);
  if (changes.style) checkStyle(changes.style, layer.columns);
  const [row] = await query<LayerRow>(
    `update layer set name = coalesce($2, name), visible = coalesce($3, visible),
       position = coalesce($4, position), style = coalesce($5, style)
     where id = $1 and removed_at is null returning ${COLUMNS}`,
    [
      id,
      changes.name ?? null,
      changes.visible ?? null,
      changes.position ?? null,
      changes.style ? JSON.stringify(changes.style) : null,
    ],
  );
  if (!row) throw noLayer(id);
  return fromRow(row);
}

/** Deletes a layer with its features; nothing happens when it is gone already. */
export async function deleteLayer(id: string, client: Queryable | { query: typeof query }): Promise<void> {
  await client.query('delete from layer where id = $1', [id]);
}
