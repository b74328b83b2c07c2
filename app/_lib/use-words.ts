'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { setWords } from './words';

/** Gives the page's language to what speaks outside components. */
export function useWords(): void {
  const t = useTranslations('history');
  const projects = useTranslations('projects');
  const workspace = useTranslations('workspace');
  useEffect(() => {
    setWords({
      connection: workspace('noConnection'),
      change: (what, name) => t(`change.${what}`, { name }),
      noProject: projects('none'),
      undoFailed: (label, reason) => t('failed', { label, reason }),
    });
  }, [t, projects, workspace]);
}
