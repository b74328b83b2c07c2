import { ModelsPage } from '../_models/ModelsPage';

export default function Page() {
  return <ModelsPage />;
}
