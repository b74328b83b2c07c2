import { Workspace } from './_map/Workspace';

export default function MapPage() {
  return <Workspace />;
}
