import { query, transaction } from '@/lib/db/database';
import { UUID } from '@/lib/layers/store';
import { Problem } from '@/lib/problems';
import type { Project, ShareOptions } from './types';
import type { View } from './view';

interface ProjectRow {
  id: string;
  name: string;
  view: View;
  share_token: string | null;
  share_options: Partial<ShareOptions>;
  layers: number;
  created_at: Date;
  updated_at: Date;
}

const COLUMNS = `id, name, view, share_token, share_options, created_at, updated_at,
  (select count(*)::int from layer where project_id = project.id and layer.removed_at is null) as layers`;

const fromRow = ({ share_token, share_options, ...row }: ProjectRow): Project => ({
  ...row,
  share: share_token
    ? { token: share_token, options: { table: false, download: false, ...share_options } }
    : null,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});

const one = (rows: ProjectRow[], id: string): Project => {
  if (!rows[0]) throw new Problem('not-found', `There is no project ${id}; it may have been removed.`);
  return fromRow(rows[0]);
};

/** Runs a statement about one project; a name that is no id finds none. */
const about = (id: string, sql: string, values: unknown[] = []) =>
  UUID.test(id) ? query<ProjectRow>(sql, [id, ...values]) : Promise.resolve([]);

/** All projects, the one opened last first. */
export async function listProjects(): Promise<Project[]> {
  const rows = await query<ProjectRow>(
    `select ${COLUMNS} from project where removed_at is null order by opened_at desc, id`,
  );
  return rows.map(fromRow);
}

/** @throws Problem not-found */
export async function getProject(id: string): Promise<Project> {
  return one(await about(id, `select ${COLUMNS} from project where id = $1 and removed_at is null`), id);
}

/** A project by the token of its link; undefined when no project is shared under it. */
export async function findShared(token: string): Promise<Project | undefined> {
  const [row] = await query<ProjectRow>(
    `select ${COLUMNS} from project where share_token = $1 and removed_at is null`,
    [token],
  );
  return row && fromRow(row);
}

/** Notes that a project is open now: layers made without naming one go to it. @throws Problem not-found */
export async function openProject(id: string): Promise<Project> {
  const rows = await about(
    id,
    `update project set opened_at = clock_timestamp() where id = $1 and removed_at is null returning ${COLUMNS}`,
  );
  return one(rows, id);
}

export async function createProject(name = '', view: View = {}): Promise<Project> {
  const rows = await query<ProjectRow>(
    `insert into project (name, view, opened_at) values ($1, $2, clock_timestamp()) returning ${COLUMNS}`,
    [name, JSON.stringify(view)],
  );
  return fromRow(rows[0]!);
}

export interface ProjectChanges {
  name?: string;
  /** Its members replace those of the saved view. */
  view?: View;
  /** null ends the sharing: the link is dead for ever. */
  share?: { token: string; options: ShareOptions } | null;
}

/** Changes a project; what is left out stays. @throws Problem not-found */
export async function updateProject(id: string, { name, view, share }: ProjectChanges): Promise<Project> {
  const rows = await about(
    id,
    `update project set name = coalesce($2, name), view = view || coalesce($3::jsonb, '{}'),
       share_token = case when $4 then $5 else share_token end,
       share_options = case when $4 then coalesce($6::jsonb, '{}') else share_options end,
       updated_at = now()
     where id = $1 and removed_at is null returning ${COLUMNS}`,
    [
      name ?? null,
      view ? JSON.stringify(view) : null,
      share !== undefined,
      share?.token ?? null,
      share ? JSON.stringify(share.options) : null,
    ],
  );
  return one(rows, id);
}

/** Removes a project with its layers; for a day it can be restored. There is always one left. @throws Problem not-found */
export async function removeProject(id: string): Promise<void> {
  await transaction(async (client) => {
    const { rowCount } = UUID.test(id)
      ? await client.query('update project set removed_at = now() where id = $1 and removed_at is null', [id])
      : { rowCount: 0 };
    if (!rowCount) one([], id);
    await client.query(
      'insert into project (name) select $1 where not exists (select 1 from project where removed_at is null)',
      [''],
    );
  });
}

/** Brings a removed project back with its layers and its link. @throws Problem not-found when it is gone for good */
export async function restoreProject(id: string): Promise<Project> {
  const rows = await about(id, `update project set removed_at = null where id = $1 returning ${COLUMNS}`);
  if (!rows[0]) {
    throw new Problem('not-found', `The project ${id} cannot be brought back: it was deleted for good.`);
  }
  return fromRow(rows[0]);
}

/** Deletes for good what was removed more than a day ago. */
export async function sweepProjects(): Promise<void> {
  await query(`delete from project where removed_at < now() - interval '1 day'`);
}
