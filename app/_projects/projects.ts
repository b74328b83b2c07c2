import { sentenceOf, showLayers } from '../_lib/actions';
import { ApiError, api } from '../_lib/api';
import { wholeExtent } from '../_lib/extent';
import { atOnce, forget, record } from '../_lib/history';
import { flushSaves, leftWhileSaving, saveLater } from '../_lib/saving';
import { useStore } from '../_lib/store';
import type { Layer, Project, View } from '../_lib/types';
import { inWords } from '../_lib/words';

/** The project that is open, and the others: opening, making, renaming, removing; and its view, which saves itself. */

const store = () => useStore.getState();

/** The project this browser had open last. */
const KEY = 'jari-project';
const remembered = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be refused
  }
};
const remember = (id: string) => {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // then the one opened last by anyone is opened
  }
};

const complain = (error: unknown) => store().say(sentenceOf(error), { tone: 'bad' });

/** /?project=<id>#map=...: the address can be kept and sent to a colleague. */
function writeAddress(id: string): void {
  const url = new URL(location.href);
  url.searchParams.set('project', id);
  history.replaceState(history.state, '', url);
}

/** The parts of the view that are not the camera, as the store has them. */
const baseMapOf = ({ baseMap, ownBaseMap, quietBaseMap }: ReturnType<typeof store>): View => ({
  ...(baseMap ? { baseMap } : {}),
  ...(ownBaseMap ? { ownBaseMap } : {}),
  quietBaseMap,
});

/** Shows a view: its camera and its base map; where it has none, what is there stays. */
export function showView({ center, zoom, bearing = 0, extent, baseMap, ...rest }: View): void {
  const { ownBaseMap, quietBaseMap } = rest;
  if (center && zoom !== undefined) {
    store().lookAt({ center, zoom, bearing, ...(extent ? { extent } : {}) });
  }
  store().set({
    ...(baseMap ? { baseMap } : {}),
    ...(ownBaseMap ? { ownBaseMap } : {}),
    ...(quietBaseMap === undefined ? {} : { quietBaseMap }),
  });
}

/** A project and its layers, asked for at once: each waits for nothing of the other. */
const fetchProject = (id: string) => Promise.all([api.openProject(id), api.layers(id)]);

/**
 * Opens a project and shows it as it was left.
 * @param keepCamera the address says where to look
 * @throws ApiError when there is none, ConnectionError
 */
async function open(
  id: string,
  keepCamera = false,
  fetched?: ReturnType<typeof fetchProject>,
): Promise<void> {
  await flushSaves();
  const [project, layers] = await (fetched ?? fetchProject(id));
  const { set } = store();
  set({
    project,
    layers: [],
    layersState: 'loading',
    selected: null,
    feature: null,
    filter: {},
    marker: null,
  });
  forget();
  remember(id);
  writeAddress(id);
  const { center, zoom, ...rest } = project.view;
  showView(keepCamera ? rest : project.view);
  showLayers(layers);
  if (keepCamera || center) return;
  const extent = wholeExtent(store().layers);
  if (extent) store().flyTo(extent);
}

/** What the page brings with it: the project it opens with, unless this browser had another one open. */
export interface FirstProject {
  projects: Project[];
  project: Project;
  layers: Layer[];
}

/**
 * Makes the changes once more that the page before sent as it was left: they may be on their way yet, or lost.
 * @returns whether what came with this page may lack them
 */
async function saveWhatWasLeft(): Promise<boolean> {
  const left = leftWhileSaving();
  for (const { key, change } of left ?? []) {
    saveLater(key, 0, change, async () => {
      try {
        await api[change.to](change.id, change.change);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error; // saved when the line is back
        // What it changes is gone, then: nothing to do.
      }
    });
  }
  await flushSaves();
  return left !== null;
}

/**
 * Opens the project that the address names, or that was open last; asked again when the line comes back.
 * @param first what came with the page, if it did
 */
export async function openFirst(keepCamera: boolean, first?: FirstProject): Promise<void> {
  if (await saveWhatWasLeft()) first = undefined;
  const asked = new URL(location.href).searchParams.get('project');
  const likely = asked ?? remembered() ?? first?.project.id;
  if (first && first.project.id === likely) {
    store().set({ projects: first.projects });
    void api.openProject(first.project.id).catch(() => {}); // it is noted that it is open; nothing waits for that
    return open(first.project.id, keepCamera, Promise.resolve([first.project, first.layers]));
  }
  const fetched = likely ? fetchProject(likely) : undefined;
  fetched?.catch(() => {}); // it may be gone: then another one is opened
  try {
    const projects = await api.projects();
    store().set({ projects });
    const known = (id: string | null) => projects.find((project) => project.id === id);
    const first = known(asked) ?? known(remembered()) ?? projects[0];
    if (first) await open(first.id, keepCamera, first.id === likely ? fetched : undefined);
    if (asked && first?.id !== asked) store().say(inWords().noProject, { tone: 'bad' });
  } catch (error) {
    if (error instanceof ApiError) complain(error);
  }
}

export async function loadProjects(): Promise<void> {
  try {
    store().set({ projects: await api.projects() });
  } catch {
    // the banner says that the line is cut; the list is as it was
  }
}

export async function openProject(id: string): Promise<void> {
  if (store().project?.id === id) return;
  try {
    await open(id);
  } catch (error) {
    complain(error);
    void loadProjects();
  }
}

/** Makes an empty project that looks where one looks now, and opens it. */
export async function newProject(): Promise<void> {
  try {
    const { id } = await api.createProject('', { ...store().at, ...baseMapOf(store()) });
    await open(id);
    await loadProjects();
  } catch (error) {
    complain(error);
  }
}

const keep = (project: Project) => {
  const { set, projects } = store();
  set({
    projects: projects.map((other) => (other.id === project.id ? project : other)),
    ...(store().project?.id === project.id ? { project } : {}),
  });
};

export async function renameProject(project: Project, name: string): Promise<void> {
  const call = async (name: string) => keep(await api.changeProject(project.id, { name }));
  try {
    await atOnce(async () => {
      await call(name);
      record({
        label: inWords().change('renamed', name || project.name),
        undo: () => call(project.name),
        redo: () => call(name),
      });
    });
  } catch (error) {
    complain(error);
  }
}

/** Removes a project and opens another; the toast brings it back. */
export async function removeProject({ id }: Project, text: string): Promise<void> {
  try {
    await api.removeProject(id);
    const projects = await api.projects();
    store().set({ projects });
    if (projects[0]) await open(projects[0].id);
    const undo = async () => {
      try {
        await api.restoreProject(id);
        await loadProjects();
        await open(id);
      } catch (error) {
        complain(error);
      }
    };
    store().say(text, { undo: () => void undo() });
  } catch (error) {
    complain(error);
  }
}

const PAUSE_MS = 1000;

/** Keeps a part of the view with the project when the map has come to rest. */
function saveView(part: View): void {
  const { project, set } = store();
  if (!project) return;
  const view = { ...project.view, ...part };
  if (JSON.stringify(view) === JSON.stringify(project.view)) return;
  set({ project: { ...project, view } });
  const change = { view };
  saveLater(`view ${project.id}`, PAUSE_MS, { to: 'changeProject', id: project.id, change }, async () => {
    try {
      await api.changeProject(project.id, change);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error; // saved when the line is back
      complain(error);
    }
  });
}

/** Follows the map and the choice of the base map. @returns a function that stops following */
export const followView = () =>
  useStore.subscribe((now, before) => {
    if (!now.project || now.project.id !== before.project?.id) return;
    if (now.at && now.at !== before.at) saveView(now.at);
    if (
      now.baseMap !== before.baseMap ||
      now.ownBaseMap !== before.ownBaseMap ||
      now.quietBaseMap !== before.quietBaseMap
    ) {
      saveView(baseMapOf(now));
    }
  });
