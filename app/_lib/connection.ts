import { ApiError, api } from './api';
import { flushSaves } from './saving';
import { useStore } from './store';

const RETRY_MS = 2000;
let asking = false;

/**
 * Marks the line as cut, once, and asks every two seconds until the server answers. Then what waited is saved,
 * and `recovered` rises: whoever shows something of the server asks for it again.
 */
export function noteLost(): void {
  useStore.getState().set({ lost: true });
  if (asking) return;
  asking = true;
  setTimeout(() => void ask(), RETRY_MS);
}

async function ask(): Promise<void> {
  try {
    await api.ping();
  } catch (error) {
    if (!(error instanceof ApiError)) {
      setTimeout(() => void ask(), RETRY_MS);
      return;
    }
  }
  asking = false;
  const { set, recovered } = useStore.getState();
  set({ lost: false });
  await flushSaves();
  set({ recovered: recovered + 1 });
}
