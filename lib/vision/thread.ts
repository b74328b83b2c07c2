import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** In Node.js 20 threads do not inherit the loader of TypeScript. */
const BEGIN = `
const { workerData } = require('node:worker_threads');
import('tsx/esm/api').then(({ register }) => { register(); return import(workerData.entry); });
`;

/**
 * Runs a module in a thread of its own: a run of ONNX Runtime holds up the thread that starts it.
 * @param module its path in the program's folder, which is where all processes of Jari run
 * @param data what the module finds as `workerData`
 */
export function startThread(module: string, data: object): Worker {
  const entry = pathToFileURL(join(process.cwd(), module)).href;
  return new Worker(BEGIN, { eval: true, workerData: { ...data, entry }, execArgv: [] });
}
