import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Problem } from '@/lib/problems';
import { sharedMap } from '@/lib/projects/share';

export interface TokenPage {
  params: Promise<{ token: string }>;
}

/** What the page under a token is called; the page that says so where nothing is shared under it. */
export async function mapUnder(params: TokenPage['params']): Promise<{ token: string; title: string }> {
  const { token } = await params;
  const t = await getTranslations('share');
  try {
    const { name } = await sharedMap(token);
    return { token, title: name || t('shownBy') };
  } catch (error) {
    if (error instanceof Problem) notFound();
    throw error;
  }
}
