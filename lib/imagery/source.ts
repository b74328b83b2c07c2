import type { Picture, Window } from './picture';

/** A file of which parts can be read. */
export interface Source {
  bands: number;
  /** The whole image first, then smaller copies of it that the file has. */
  levels: readonly { width: number; height: number }[];
  /** @param level index in `levels`; @param window in pixels of that level, inside it */
  read(level: number, window: Window): Promise<Picture>;
  close(): Promise<void>;
}
