import { Workspace } from './_map/Workspace';
import { firstProject } from './_projects/first-project';

export default async function MapPage({
  searchParams,
}: {
  searchParams: Promise<{ project?: string | string[] }>;
}) {
  const { project } = await searchParams;
  return <Workspace first={await firstProject(typeof project === 'string' ? project : undefined)} />;
}
