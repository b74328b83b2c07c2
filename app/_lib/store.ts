import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { RowFilter } from './api';
import type { Change } from './history';
import type {
  AppConfig,
  Edition,
  Extent,
  Job,
  Layer,
  Measurement,
  Place,
  Project,
  ShareOptions,
} from './types';

/**
 * Everything the page shows that is not inside one component. Components change the store; one sync step
 * (app/_map/sync.ts) makes the map agree with it. Nothing else touches the map.
 */

export type Theme = 'light' | 'dark';
export type PhoneTab = 'layers' | 'inspector' | 'table';

/** What a window on the map shows. */
export interface Look {
  center: [lon: number, lat: number];
  zoom: number;
  bearing: number;
  /** West, south, east, north of the window; a smaller one zooms out to it. */
  extent?: number[];
}

/** Where the map was asked to go. `serial` makes each request a new one. */
export type Camera =
  | { serial: number; to: 'extent'; extent: Extent }
  | ({ serial: number; to: 'view' } & Look)
  | { serial: number; to: 'point'; lon: number; lat: number; zoom?: number };

export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'bad';
  undo?: () => void;
  /** What it tells of; the toast goes when that is taken back another way. */
  change?: Change;
}

interface State {
  config: AppConfig;
  editions: Edition[];
  /** The open project; null until it is known, and on the page of a shared map. */
  project: Project | null;
  /** All projects, the one opened last first. */
  projects: Project[];
  /** What the link of a shared map allows; null on one's own map. */
  shared: ShareOptions | null;
  layers: Layer[];
  layersState: 'loading' | 'ready';
  /** Running and just ended jobs by the layer they fill. */
  jobs: Record<string, Job>;
  /** The line to the server is cut. */
  lost: boolean;
  /** Rises when the line is back: what is shown of the server is asked for again. */
  recovered: number;
  /** Rises when the features of a layer must be fetched again. */
  revisions: Record<string, number>;
  selected: string | null;
  feature: { layer: string; n: number; at?: [number, number] } | null;
  /** Rows of one layer that are chosen together: highlighted in the table and on the map. */
  selection: { layer: string; n: readonly number[] } | null;
  filter: RowFilter;
  camera: Camera | null;
  /** Where the map came to rest; null before it is drawn. */
  at: Look | null;
  /** The dialog that is open: about the project, or about an image to classify. */
  dialog: 'rename' | 'share' | 'print' | 'export' | 'classify' | null;
  marker: Place | null;
  /** Places found before, the latest first. */
  recent: Place[];
  /** In which system positions are shown: as `writePosition` takes it. */
  crs: string;
  /** The point of the map that was asked about (degrees). */
  spot: { lon: number; lat: number } | null;
  measuring: Measurement | null;
  /** atOnce: run as it was read, without asking first (the sample). */
  importing: { files: File[]; atOnce?: boolean } | null;
  toasts: Toast[];
  theme: Theme;
  /** Id of the chosen base map (app/_map/base-maps); null before anyone chose. */
  baseMap: string | null;
  /** Address of one's own base map: a style, or a template of picture tiles. */
  ownBaseMap: string | null;
  /** The base map stands back behind the layers. */
  quietBaseMap: boolean;
  /** Why the base map is not, or not all, seen. */
  baseMapFault: string | null;
  /** Rises when it is to be tried again. */
  baseMapTry: number;
  panels: { layers: boolean; inspector: boolean; table: boolean };
  tableHeight: number;
  legendFolded: boolean;
  phoneTab: PhoneTab | null;

  set: (change: Partial<State>) => void;
  select: (layer: string | null) => void;
  changeLayer: (id: string, change: Partial<Layer>) => void;
  reload: (id: string) => void;
  showPanel: (panel: keyof State['panels'], open: boolean) => void;
  flyTo: (target: Extent | { lon: number; lat: number; zoom?: number }) => void;
  /** Goes to a saved view at once. */
  lookAt: (look: Look) => void;
  retryBaseMap: () => void;
  say: (text: string, options?: Partial<Pick<Toast, 'tone' | 'undo' | 'change'>>) => void;
  dismiss: (id: number) => void;
  dismissChange: (change: Change) => void;
}

/** The browser's storage where there is one: a frame of another site, or a careful person, may have none. */
const kept = {
  getItem: (key: string) => attempt(() => localStorage.getItem(key)),
  setItem: (key: string, value: string) => attempt(() => localStorage.setItem(key, value)),
  removeItem: (key: string) => attempt(() => localStorage.removeItem(key)),
};
function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null; // what is chosen then lasts as long as the page
  }
}

let serial = 0;

export const useStore = create<State>()(
  persist(
    (set) => ({
      config: {},
      editions: [],
      project: null,
      projects: [],
      shared: null,
      layers: [],
      layersState: 'loading',
      jobs: {},
      lost: false,
      recovered: 0,
      revisions: {},
      selected: null,
      feature: null,
      selection: null,
      filter: {},
      camera: null,
      at: null,
      dialog: null,
      marker: null,
      recent: [],
      crs: 'EPSG:4326',
      spot: null,
      measuring: null,
      importing: null,
      toasts: [],
      theme: 'light',
      baseMap: null,
      ownBaseMap: null,
      quietBaseMap: false,
      baseMapFault: null,
      baseMapTry: 0,
      panels: { layers: true, inspector: true, table: false },
      tableHeight: 240,
      legendFolded: false,
      phoneTab: 'layers',

      set,
      select: (selected) =>
        set((state) =>
          state.selected === selected ? {} : { selected, filter: {}, feature: null, selection: null },
        ),
      changeLayer: (id, change) =>
        set((state) => ({
          layers: state.layers.map((layer) => (layer.id === id ? { ...layer, ...change } : layer)),
        })),
      reload: (id) =>
        set((state) => ({ revisions: { ...state.revisions, [id]: (state.revisions[id] ?? 0) + 1 } })),
      showPanel: (panel, open) =>
        set((state) => ({
          panels: { ...state.panels, [panel]: open },
          phoneTab: open ? panel : state.phoneTab === panel ? null : state.phoneTab,
        })),
      flyTo: (target) =>
        set({
          camera: Array.isArray(target)
            ? { serial: ++serial, to: 'extent', extent: target }
            : { serial: ++serial, to: 'point', ...target },
        }),
      lookAt: (look) => set({ camera: { serial: ++serial, to: 'view', ...look } }),
      retryBaseMap: () => set((state) => ({ baseMapFault: null, baseMapTry: state.baseMapTry + 1 })),
      say: (text, options = {}) =>
        set((state) => ({
          toasts: [...state.toasts.slice(-2), { id: ++serial, text, tone: 'plain', ...options }],
        })),
      dismiss: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
      dismissChange: (change) =>
        set((state) => ({ toasts: state.toasts.filter((toast) => toast.change !== change) })),
    }),
    {
      name: 'jari-workspace',
      storage: createJSONStorage(() => kept),
      version: 1,
      skipHydration: true, // the server cannot know it; Workspace reads it after the first paint
      partialize: ({
        baseMap,
        ownBaseMap,
        quietBaseMap,
        panels,
        tableHeight,
        legendFolded,
        crs,
        recent,
      }) => ({
        baseMap,
        ownBaseMap,
        quietBaseMap,
        panels,
        tableHeight,
        legendFolded,
        crs,
        recent,
      }),
    },
  ),
);

export const selectedLayer = (state: State): Layer | undefined =>
  state.layers.find((layer) => layer.id === state.selected);
