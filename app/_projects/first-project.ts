import { listLayers } from '@/lib/layers/store';
import { listProjects } from '@/lib/projects/store';
import type { FirstProject } from './projects';

/**
 * What the page will show first, sent along with it: the map need not ask before it asks for its tiles. Undefined
 * where the database does not answer; the page then asks for itself, and says so.
 * @param asked id of the project that the address names
 */
export async function firstProject(asked: string | undefined): Promise<FirstProject | undefined> {
  try {
    const projects = await listProjects();
    const project = projects.find(({ id }) => id === asked) ?? projects[0];
    return project && { projects, project, layers: await listLayers(project.id) };
  } catch {
    return undefined;
  }
}
