import { openAsBlob, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { figure } from './figure';

/**
 * A large address list through a running server: `npm run bench -- upload FILE [URL] [PID...]`. Prints rows a
 * second from upload to layer, and the peak memory of the processes named (the web and worker processes, Linux).
 */
export async function bench([file, url = 'http://127.0.0.1:3000', ...pids]: string[]): Promise<void> {
  if (!file) throw new Error('Give a table: npm run bench -- upload FILE [URL] [PID...]');
  const startedAt = performance.now();
  const uploaded = await post(`${url}/api/uploads?name=list.csv`, await openAsBlob(file));
  figure('upload', statSync(file).size / 1e6 / ((performance.now() - startedAt) / 1000), 'MB/s');
  const body = JSON.stringify({ upload: uploaded.id, address: uploaded.preview.roles.address });
  const { job, layer } = await post(`${url}/api/layers`, body, 'application/json');
  for (;;) {
    const response = await fetch(`${url}/api/jobs/${job.id ?? job}`);
    const { state, progress, error } = (await response.json()) as Awaited<ReturnType<typeof post>>;
    if (state === 'failed') throw new Error(JSON.stringify(error));
    if (state === 'done') {
      const seconds = (performance.now() - startedAt) / 1000;
      figure('list to layer', progress.done / seconds, 'rows/s', {
        rows: progress.done,
        seconds,
        layer: layer.id ?? layer,
      });
      break;
    }
    await sleep(500);
  }
  for (const pid of pids) {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    figure(`peak memory of ${pid}`, Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1024, 'MB');
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the server, checked by its own schemas
async function post(url: string, body: Blob | string, type?: string): Promise<any> {
  const response = await fetch(url, { method: 'POST', body, headers: type ? { 'content-type': type } : {} });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
  return response.json();
}
