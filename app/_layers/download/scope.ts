import type { Filter } from '@/lib/layers/filter';
import { useStore } from '../../_lib/store';
import type { Layer } from '../../_lib/types';

/** The rows that the table shows now, where they are not all of them. */
export function useFiltered(layer: Layer): Filter | undefined {
  const { status, level, q } = useStore((state) => (state.selected === layer.id ? state.filter : {}));
  if (!status && !level && !q) return undefined;
  return {
    ...(status ? { status: [status] } : {}),
    ...(level ? { level: [level] } : {}),
    ...(q ? { text: q } : {}),
  };
}
