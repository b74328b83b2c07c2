'use client';

import { Tooltip } from 'radix-ui';
import { type ReactNode, useEffect } from 'react';
import { useStore } from '../_lib/store';
import { Toasts } from './Toasts';
import { followSystemTheme } from './theme';

/** What every page needs once. */
export function Providers({ children }: { children: ReactNode }) {
  const set = useStore((state) => state.set);
  useEffect(() => followSystemTheme((theme) => set({ theme })), [set]);
  return (
    <Tooltip.Provider delayDuration={400}>
      {children}
      <Toasts />
    </Tooltip.Provider>
  );
}
