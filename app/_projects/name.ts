'use client';

import { useTranslations } from 'next-intl';

/** What a project is called; one that nobody has named, in the page's language. */
export function useProjectName(): (project: { name: string }) => string {
  const t = useTranslations('projects');
  return ({ name }) => name || t('unnamed');
}
