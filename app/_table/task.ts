import { create } from 'zustand';

/** What the table is asking a person about, beside the rows: a condition, a column's name, its figures. */
export type Task =
  | { kind: 'condition'; column?: string; at?: number }
  | { kind: 'rename'; column: string }
  | { kind: 'add' }
  | { kind: 'statistics'; column: string };

interface TaskState {
  task: Task | null;
  begin: (task: Task) => void;
  end: () => void;
}

export const useTask = create<TaskState>((set) => ({
  task: null,
  begin: (task) => set({ task }),
  end: () => set({ task: null }),
}));
