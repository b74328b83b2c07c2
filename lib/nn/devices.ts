import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { Problem } from '@/lib/problems';
import { toOnnx } from './graph';
import { conv2d } from './operations/convolution';
import { onnxRuntime, type Provider } from './runtimes/onnxruntime';
import type { Runtime } from './runtimes/runtime';
import { tfjsRuntime } from './runtimes/tfjs';
import { input } from './tensor';

export const DEVICES = ['auto', 'cpu', 'webgpu', 'cuda', 'tfjs'] as const;
export type DeviceChoice = (typeof DEVICES)[number];

export interface DeviceReport {
  name: Exclude<DeviceChoice, 'auto'>;
  available: boolean;
  /** What it is, or why it cannot be used. */
  about: string;
  /** A convolution of some size, in milliseconds; absent where it was not tried. */
  milliseconds?: number;
}

/** Tries a provider for as long as this at most. */
const PROBE_MS = 60_000;

/** The probe: 3x3 convolution, 64 channels, 64 x 64 pixels (0.3 GFLOP). */
function probeModel(): Uint8Array {
  const x = input('x', [1, 64, 64, 64]);
  return toOnnx({ outputs: { y: conv2d(x, input('w', [64, 64, 3, 3]), { pads: 1 }) } });
}

const PROBE = `
const ort = require(process.argv[1]);
const tensor = (...d) => new ort.Tensor('float32', new Float32Array(d.reduce((a, b) => a * b)).fill(0.1), d);
(async () => {
  const model = Buffer.from(process.argv[3], 'base64');
  const session = await ort.InferenceSession.create(model, { executionProviders: [process.argv[2]], logSeverityLevel: 4 });
  const feeds = { x: tensor(1, 64, 64, 64), w: tensor(64, 64, 3, 3) };
  const times = [];
  for (let i = 0; i < 6; i++) {
    const begun = performance.now();
    await session.run(feeds);
    times.push(performance.now() - begun);
  }
  process.stdout.write(JSON.stringify({ milliseconds: Math.min(...times) }), () => process.exit(0));
})().catch((error) => process.stdout.write(JSON.stringify({ error: String(error.message) }), () => process.exit(0)));
`;

/** Modules are looked up from the program's folder, which is where all processes of Jari run. */
const resolvePackage = () => createRequire(join(process.cwd(), 'package.json')).resolve('onnxruntime-node');

/** Tries a provider in a process of its own: a driver that crashes takes nothing with it. */
function probe(provider: Provider): Promise<{ milliseconds?: number; error?: string }> {
  const model = Buffer.from(probeModel()).toString('base64');
  const argv = ['-e', PROBE, resolvePackage(), provider, model];
  return new Promise((resolve) => {
    execFile(process.execPath, argv, { timeout: PROBE_MS }, (error, stdout) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        resolve({ error: error?.signal ? `the trial ended with ${error.signal}` : 'the trial failed' });
      }
    });
  });
}

/** The CUDA part of ONNX Runtime is not in the npm package; its own install script fetches it. */
function hasCudaLibrary(): boolean {
  const bin = join(dirname(resolvePackage()), '../bin');
  return (
    existsSync(bin) &&
    readdirSync(bin, { recursive: true }).some((file) => String(file).includes('onnxruntime_providers_cuda'))
  );
}

async function cpuReport(): Promise<DeviceReport> {
  const { milliseconds, error } = await probe('cpu');
  const about = `${cpus()[0]?.model ?? 'processor'}, ${availableParallelism()} cores`;
  return { name: 'cpu', available: !error, about: error ?? about, milliseconds };
}

async function webgpuReport(): Promise<DeviceReport> {
  const { milliseconds, error } = await probe('webgpu');
  const why = error?.includes('adapter') ? 'no graphics adapter was found (Vulkan driver?)' : error;
  return { name: 'webgpu', available: !error, about: why ?? 'a graphics adapter', milliseconds };
}

async function cudaReport(): Promise<DeviceReport> {
  if (!hasCudaLibrary())
    return {
      name: 'cuda',
      available: false,
      about:
        'the CUDA library of onnxruntime-node is not installed (npm rebuild onnxruntime-node --ignore-scripts=false)',
    };
  const { milliseconds, error } = await probe('cuda');
  return { name: 'cuda', available: !error, about: error ?? 'an NVIDIA GPU with CUDA', milliseconds };
}

async function tfjsReport(): Promise<DeviceReport> {
  return { name: 'tfjs', available: true, about: (await tfjsRuntime()).name };
}

/** What there is on this machine. Takes a second or two, as each is tried. */
export const listDevices = (): Promise<DeviceReport[]> =>
  Promise.all([cpuReport(), webgpuReport(), cudaReport(), tfjsReport()]);

/** The fastest of cuda, webgpu and cpu at the probe: a software adapter is no gain. */
export function fastest(reports: readonly DeviceReport[]): Provider {
  const timed = reports.filter(({ available, milliseconds }) => available && milliseconds !== undefined);
  const [best] = timed.sort((a, b) => a.milliseconds! - b.milliseconds!);
  return (best?.name ?? 'cpu') as Provider;
}

/** Found once in a process: trying takes seconds. */
let chosen: Promise<Provider> | undefined;

async function fastestHere(): Promise<Provider> {
  const gpus = (await Promise.all([webgpuReport(), cudaReport()])).filter(({ available }) => available);
  return gpus.length === 0 ? 'cpu' : fastest([...gpus, await cpuReport()]);
}

const REPORTS = { cpu: cpuReport, webgpu: webgpuReport, cuda: cudaReport, tfjs: tfjsReport };

/**
 * The runtime of a choice (JARI_DEVICE). `threads`: of the processor, 0 for all cores.
 * @throws Problem when a device is asked for that is not there.
 */
export async function openRuntime(choice: DeviceChoice, threads = 0): Promise<Runtime> {
  if (choice === 'tfjs') return tfjsRuntime();
  if (choice === 'cpu') return onnxRuntime({ provider: 'cpu', threads });
  if (choice === 'auto') {
    chosen ??= fastestHere();
    return onnxRuntime({ provider: await chosen, threads });
  }
  const { available, about } = await REPORTS[choice]();
  if (!available)
    throw new Problem('conflict', `The device ${choice} (JARI_DEVICE) cannot be used: ${about}.`);
  return onnxRuntime({ provider: choice, threads });
}
