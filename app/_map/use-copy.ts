'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { copyText } from '../_lib/copy';
import { useStore } from '../_lib/store';

/** Copies a text and says that it did. */
export function useCopy(): (text: string) => Promise<void> {
  const t = useTranslations('position');
  return useCallback(
    async (text) => {
      const { say } = useStore.getState();
      if (await copyText(text)) say(t('copied', { text }));
      else say(t('notCopied'), { tone: 'bad' });
    },
    [t],
  );
}
