import type { Reading as PositionReading } from '@/lib/crs/position';
import type { Filter } from '@/lib/layers/filter';
import type { ColumnClasses, ColumnValues } from '@/lib/layers/values';
import { whileSaving } from './saving';
import { inPageLanguage } from './sentence';
import type {
  Addresses,
  AppConfig,
  Job,
  Layer,
  Place,
  PlacedPoints,
  PlaceKind,
  Project,
  Row,
  SharedMap,
  ShareOptions,
  Style,
  TableFormat,
  Upload,
  View,
} from './types';

/** Longest query that every proxy takes in an address; what is longer goes as a body. */
export const URL_LENGTH = 6000;

/** A refusal of the server in its own words: `title` says what happened, `detail` where and what to do. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super([title, detail].filter(Boolean).join(' '));
  }
}

/** Nothing came back: the server is down or the line is cut. */
export class ConnectionError extends Error {}

let onConnectionLost = () => {};
/** What is done whenever a request finds the line cut. */
export const whenConnectionLost = (then: () => void) => {
  onConnectionLost = then;
};

let base = '/api';
/** Where layers are read: `/api`, or `/api/shared/<token>` on the page of a shared map. */
export const apiBase = () => base;
export const readFrom = (path: string) => {
  base = path;
};

/** The refusal in a body that is no success. */
export function problem(status: number, text: string): ApiError {
  try {
    const { title = '', detail = '' } = JSON.parse(text) as { title?: string; detail?: string };
    const sentence = /[.!?。]$/.test(title) || !title ? title : `${title}.`;
    return new ApiError(status, inPageLanguage(sentence), inPageLanguage(detail));
  } catch {
    return new ApiError(status, `HTTP ${status}.`, ''); // a proxy's page, say: nothing a person can use
  }
}

/** A server that is just starting may take a request and never answer it: then it counts as not there. */
const PATIENCE_MS = 20_000;

/** Bodies up to this size may outlive the page they were sent from (a browser's limit is 64 KB). */
const KEEPALIVE_BYTES = 20_000;

/** Questions that are sent as bodies, since they are too long for addresses. */
const QUESTION = /\/(rows|numbers|statistics|extent|preview)$/;

/** Asks the server. @throws ApiError in its words, ConnectionError when nothing came back */
export function request<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const answer = send<T>(method, path, body, signal);
  return method === 'GET' || QUESTION.test(path) ? answer : whileSaving(answer);
}

async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  let response: Response;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    response = await fetch(path, {
      method,
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      headers: text === undefined ? undefined : { 'Content-Type': 'application/json' },
      body: text,
      // A change made just before the page is left still arrives.
      keepalive: method !== 'GET' && (text?.length ?? 0) < KEEPALIVE_BYTES,
    });
    const said = await response.text();
    if (!response.ok) throw problem(response.status, said);
    return (said ? JSON.parse(said) : undefined) as T;
  } catch (error) {
    if ((error as Error).name === 'AbortError' || error instanceof ApiError) throw error;
    onConnectionLost();
    throw new ConnectionError('connection');
  }
}

/** Sends a file as the raw body (or a form of files), reporting bytes sent; resolves with the parsed answer. */
export function sendFile<T>(
  path: string,
  body: Blob | FormData,
  onProgress: (sent: number, total: number) => void,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('POST', path);
    if (body instanceof Blob) xhr.setRequestHeader('Content-Type', 'application/octet-stream');
    xhr.upload.onprogress = (event) => onProgress(event.loaded, event.total);
    xhr.onload = () => {
      if (xhr.status >= 200 && xhr.status < 300) resolve(JSON.parse(xhr.responseText) as T);
      else reject(problem(xhr.status, xhr.responseText));
    };
    xhr.onerror = () => reject(new ConnectionError('connection'));
    xhr.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    signal.addEventListener('abort', () => xhr.abort());
    xhr.send(body);
  });
}

interface LonLat {
  lon: number;
  lat: number;
}

const query = (values: Record<string, string | number | undefined>) => {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
};

export interface NewLayer {
  upload: string;
  name: string;
  format?: Partial<TableFormat>;
  address?: number[];
  coordinates?: { x: number; y: number; crs: string };
  /** A column of WKT. */
  geometry?: number;
  crs?: string;
  /** Which file of several. */
  layer?: string;
  repair?: boolean;
  label?: number | string | null;
  project?: string;
}

/** How an upload is to be read: a table by its format, a file of features by the rest. */
export type Reading = Partial<TableFormat> & { layer?: string };

export interface LayerChange {
  name?: string;
  visible?: boolean;
  position?: number;
  style?: Style;
}

/** Which file of a layer a person wants. */
export interface ExportWish {
  format: string;
  properties?: string[];
  crs?: string;
  filter?: Filter;
}

export type RowFilter = { status?: string; level?: string; q?: string };

interface GeocodeFeature {
  geometry: { coordinates: [number, number] } | null;
  properties: { geocoding?: Record<string, unknown>; [key: string]: unknown };
}

/** A point alone tells a building (its entrance) from a city (its middle): both are places. */
function kindOf({ level, point }: Record<string, unknown>): PlaceKind {
  if (level === 'place') return point === 'entrance' ? 'building' : 'city';
  return level as PlaceKind;
}

function places(collection: { features: GeocodeFeature[] }): Place[] {
  return collection.features.flatMap((feature) => {
    if (!feature.geometry) return [];
    const { geocoding = feature.properties } = feature.properties;
    const [lon, lat] = feature.geometry.coordinates;
    const { label, name, area, distance } = geocoding as Record<string, string | undefined>;
    return [
      {
        label: label ?? name ?? '',
        name,
        area,
        kind: kindOf(geocoding),
        lon,
        lat,
        ...(distance === undefined ? {} : { distance_m: Number(distance) }),
      },
    ];
  });
}

export type { ColumnClasses, ColumnValues };

export const api = {
  config: () => request<AppConfig>('GET', '/api/config'),
  /** Whether the server is there. */
  ping: () => request<unknown>('GET', base === '/api' ? '/api/config' : base),
  projects: async () => (await request<{ projects: Project[] }>('GET', '/api/projects')).projects,
  createProject: (name: string, view: View) => request<Project>('POST', '/api/projects', { name, view }),
  openProject: (id: string) => request<Project>('POST', `/api/projects/${id}/open`),
  changeProject: (id: string, change: { name?: string; view?: View }) =>
    request<Project>('PATCH', `/api/projects/${id}`, change),
  removeProject: (id: string) => request<void>('DELETE', `/api/projects/${id}`),
  restoreProject: (id: string) => request<Project>('POST', `/api/projects/${id}/restore`),
  shareProject: (id: string, options: ShareOptions) =>
    request<Project>('POST', `/api/projects/${id}/share`, options),
  unshareProject: (id: string) => request<Project>('DELETE', `/api/projects/${id}/share`),
  sharedMap: () => request<SharedMap>('GET', base),
  layers: async (project: string) =>
    (await request<{ layers: Layer[] }>('GET', `/api/layers?${query({ project })}`)).layers,
  createLayer: (layer: NewLayer) => request<{ job: Job; layer: Layer }>('POST', '/api/layers', layer),
  changeLayer: (id: string, change: LayerChange) => request<Layer>('PATCH', `/api/layers/${id}`, change),
  duplicateLayer: (id: string, name: string) =>
    request<{ job: Job; layer: Layer }>('POST', `/api/layers/${id}/duplicate`, { name }),
  removeLayer: (id: string) => request<void>('DELETE', `/api/layers/${id}`),
  startExport: (id: string, wanted: ExportWish) =>
    request<{ job: Job }>('POST', `/api/layers/${id}/exports`, wanted),
  restoreLayer: (id: string) => request<Layer>('POST', `/api/layers/${id}/restore`),
  rows: (id: string, filter: RowFilter, offset: number, limit: number, signal?: AbortSignal) =>
    request<{ total: number; exact?: boolean; rows: Row[] }>(
      'GET',
      `${base}/layers/${id}/rows?${query({ ...filter, offset, limit })}`,
      undefined,
      signal,
    ),
  columnValues: (id: string, column: string, limit: number) =>
    request<ColumnValues | { searching: number }>(
      'GET',
      `/api/layers/${id}/values?${query({ column, limit, wait: 3000 })}`,
    ),
  columnClasses: (id: string, column: string, method: string, count: number) =>
    request<ColumnClasses | { searching: number }>(
      'GET',
      `/api/layers/${id}/classes?${query({ column, method, count, wait: 3000 })}`,
    ),
  row: (id: string, n: number) => request<Row>('GET', `${base}/layers/${id}/features/${n}`),
  upload: (files: File[], onProgress: (sent: number, total: number) => void, signal: AbortSignal) => {
    const [file] = files;
    if (files.length === 1) {
      return sendFile<Upload>(`/api/uploads?${query({ name: file!.name })}`, file!, onProgress, signal);
    }
    const form = new FormData();
    for (const file of files) form.append('file', file, file.name);
    return sendFile<Upload>('/api/uploads', form, onProgress, signal);
  },
  preview: async (upload: string, reading: Reading) =>
    (await request<{ preview: Upload['preview'] }>('POST', `/api/uploads/${upload}/preview`, reading))
      .preview,
  placePoints: (crs: string, points: [x: number, y: number][]) =>
    request<PlacedPoints>('POST', '/api/crs/place', { crs, points }),
  job: (id: string) => request<Job>('GET', `/api/jobs/${id}`, undefined, AbortSignal.timeout(4000)),
  cancelJob: (id: string) => request<void>('DELETE', `/api/jobs/${id}`),
  addresses: () => request<Addresses>('GET', '/api/addresses'),
  removeAddresses: (id: string | number) => request<{ job: Job }>('DELETE', `/api/addresses/${id}`),
  search: async (q: string, near?: LonLat) =>
    places(await request('GET', `/api/geocode/search?${query({ q, limit: 5, ...near })}`)),
  suggest: async (q: string, near?: LonLat, signal?: AbortSignal) =>
    places(
      await request('GET', `/api/geocode/suggest?${query({ q, limit: 8, ...near })}`, undefined, signal),
    ),
  /** Typed coordinates, in systems that only the server knows. */
  position: async (q: string, signal: AbortSignal) =>
    (
      await request<{ positions: PositionReading[] }>(
        'GET',
        `/api/geocode/position?${query({ q })}`,
        undefined,
        signal,
      )
    ).positions,
  /** The nearest address, or the area around. */
  reverse: async ({ lon, lat }: LonLat, signal?: AbortSignal) =>
    places(await request('GET', `/api/geocode/reverse?${query({ lon, lat, limit: 1 })}`, undefined, signal)),
};
