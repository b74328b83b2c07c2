'use client';

import { useRef } from 'react';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { useTable } from './state';

/**
 * Changes when the rows of a layer must be looked for anew: others have changed it. What was changed from the
 * table itself leaves the rows in their places.
 */
export function useRevision({ id, revision }: Layer): string {
  const reloads = useStore((state) => state.revisions[id] ?? 0);
  const known = useTable((state) => state.known[id] ?? -1);
  const foreign = useRef(revision);
  if (revision > known) foreign.current = revision;
  return `${reloads} ${foreign.current}`;
}
