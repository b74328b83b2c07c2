import { workUntilEnded } from '@/lib/jobs/until-ended';
import { kinds } from '@/workers/kinds/all';

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const ORIGIN = 'http://127.0.0.1:3000';

/** Calls a route handler as Next.js does. */
export function call(
  handler: Handler,
  path: string,
  init: RequestInit & { params?: Record<string, string> } = {},
): Promise<Response> {
  const { params = {}, ...rest } = init;
  const request = new Request(`${ORIGIN}${path}`, { ...rest, ...(rest.body ? { duplex: 'half' } : {}) });
  return handler(request, { params: Promise.resolve(params) });
}

export const sendJson = (value: unknown, method = 'POST') => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export const sendRaw = (body: string | Uint8Array<ArrayBuffer> | Blob) => ({
  method: 'POST',
  headers: { 'content-type': 'application/octet-stream' },
  body,
});

export function sendForm(entries: [name: string, value: string | [file: string, content: string]][]) {
  const body = new FormData();
  for (const [name, value] of entries) {
    if (typeof value === 'string') body.append(name, value);
    else body.append(name, new Blob([value[1]]), value[0]);
  }
  return { method: 'POST', body };
}

/** Runs a worker here until the job has ended. */
export const finished = (id: string) => workUntilEnded(id, kinds);
