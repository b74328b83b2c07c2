import { inPageLanguage } from './sentence';
import type {
  Addresses,
  AppConfig,
  Job,
  Layer,
  Place,
  Preview,
  Row,
  Style,
  TableFormat,
  Upload,
} from './types';

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

function problem(status: number, text: string): ApiError {
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

/** Asks the server. @throws ApiError in its words, ConnectionError when nothing came back */
export async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  let response: Response;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    response = await fetch(path, {
      method,
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
      headers: body === undefined ? undefined : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new ConnectionError('connection');
  }
  const text = await response.text();
  if (!response.ok) throw problem(response.status, text);
  return (text ? JSON.parse(text) : undefined) as T;
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

const query = (values: Record<string, string | number | undefined>) => {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString();
};

export interface NewLayer {
  upload: string;
  name: string;
  format: TableFormat;
  address?: number[];
  coordinates?: { x: number; y: number; crs: string };
  label?: number;
}

export interface LayerChange {
  name?: string;
  visible?: boolean;
  position?: number;
  style?: Style;
}

export type RowFilter = { status?: string; level?: string; q?: string };

interface GeocodeFeature {
  geometry: { coordinates: [number, number] } | null;
  properties: { geocoding?: Record<string, unknown>; [key: string]: unknown };
}

function places(collection: { features: GeocodeFeature[] }): Place[] {
  return collection.features.flatMap((feature) => {
    if (!feature.geometry) return [];
    const { geocoding = feature.properties } = feature.properties;
    const [lon, lat] = feature.geometry.coordinates;
    return [
      { label: String(geocoding.label ?? geocoding.name ?? ''), kind: geocoding.type as string, lon, lat },
    ];
  });
}

export const api = {
  config: () => request<AppConfig>('GET', '/api/config'),
  layers: async () => (await request<{ layers: Layer[] }>('GET', '/api/layers')).layers,
  createLayer: (layer: NewLayer) => request<{ job: Job; layer: Layer }>('POST', '/api/layers', layer),
  changeLayer: (id: string, change: LayerChange) => request<Layer>('PATCH', `/api/layers/${id}`, change),
  removeLayer: (id: string) => request<void>('DELETE', `/api/layers/${id}`),
  restoreLayer: (id: string) => request<Layer>('POST', `/api/layers/${id}/restore`),
  rows: (id: string, filter: RowFilter, offset: number, limit: number, signal?: AbortSignal) =>
    request<{ total: number; exact?: boolean; rows: Row[] }>(
      'GET',
      `/api/layers/${id}/rows?${query({ ...filter, offset, limit })}`,
      undefined,
      signal,
    ),
  row: (id: string, n: number) => request<Row>('GET', `/api/layers/${id}/features/${n}`),
  upload: (file: File, onProgress: (sent: number, total: number) => void, signal: AbortSignal) =>
    sendFile<Upload>(`/api/uploads?${query({ name: file.name })}`, file, onProgress, signal),
  preview: async (upload: string, format: TableFormat) =>
    (await request<{ preview: Preview }>('POST', `/api/uploads/${upload}/preview`, format)).preview,
  job: (id: string) => request<Job>('GET', `/api/jobs/${id}`, undefined, AbortSignal.timeout(4000)),
  cancelJob: (id: string) => request<void>('DELETE', `/api/jobs/${id}`),
  addresses: () => request<Addresses>('GET', '/api/addresses'),
  removeAddresses: (id: string | number) => request<{ job: Job }>('DELETE', `/api/addresses/${id}`),
  search: async (q: string) => places(await request('GET', `/api/geocode/search?${query({ q, limit: 5 })}`)),
  suggest: async (q: string, signal: AbortSignal) =>
    places(await request('GET', `/api/geocode/suggest?${query({ q, limit: 8 })}`, undefined, signal)),
};
