import type { Metadata } from 'next';
import { SharedView } from '../../_share/SharedView';
import { mapUnder, type TokenPage } from '../../_share/token-page';

export const dynamic = 'force-dynamic';

export async function generateMetadata({ params }: TokenPage): Promise<Metadata> {
  return { title: (await mapUnder(params)).title, robots: { index: false } };
}

export default async function EmbeddedMap({ params }: TokenPage) {
  return <SharedView token={(await mapUnder(params)).token} embedded />;
}
