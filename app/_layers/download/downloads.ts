import { create } from 'zustand';
import { sentenceOf } from '../../_lib/actions';
import { api, type ExportWish, problem, URL_LENGTH } from '../../_lib/api';
import { followJob } from '../../_lib/follow-job';
import { inPageLanguage } from '../../_lib/sentence';
import { useStore } from '../../_lib/store';
import type { Job, Layer } from '../../_lib/types';

/** Downloads on their way, by layer: they go on when the dialog is closed. */
export interface Download {
  /** The worker's, for large layers. */
  job?: Job;
  /** Bytes that have come, for the others. */
  bytes?: number;
  stop: () => void;
}

interface Downloads {
  running: Record<string, Download>;
  /** Why the last one of a layer failed. */
  faults: Record<string, string>;
  change: (layer: string, download: Download | null, fault?: string) => void;
}

export const useDownloads = create<Downloads>()((set) => ({
  running: {},
  faults: {},
  change: (layer, download, fault = '') =>
    set(({ running, faults }) => {
      const { [layer]: _, ...others } = running;
      return {
        running: download ? { ...others, [layer]: download } : others,
        faults: { ...faults, [layer]: fault },
      };
    }),
}));

/** What is said when it ends; worded by the dialog. */
export interface Words {
  done: (name: string) => string;
  cancelled: string;
  failed: string;
}

/** Gives the browser a file to keep. */
function keep(href: string, name: string): void {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.download = name;
  anchor.click();
}

/**
 * Brings a file of a layer.
 * @param ending of its name
 * @param large made by a worker first; so is what many single rows make too long for an address
 */
export function download(
  layer: Layer,
  ending: string,
  wish: ExportWish,
  large: boolean,
  words: Words,
): Promise<void> {
  const query = new URLSearchParams({
    ...(wish.crs ? { crs: wish.crs } : {}),
    ...(wish.properties ? { properties: JSON.stringify(wish.properties) } : {}),
    ...(wish.filter ? { filter: JSON.stringify(wish.filter) } : {}),
  }).toString();
  return large || query.length > URL_LENGTH
    ? byJob(layer, wish, words)
    : atOnce(layer, `/api/layers/${layer.id}.${wish.format}?${query}`, ending, words);
}

/** A file made while it is sent: taken in whole, so that a refusal is read as such and not saved as a file. */
async function atOnce(layer: Layer, address: string, ending: string, words: Words): Promise<void> {
  const { change } = useDownloads.getState();
  const controller = new AbortController();
  const stop = () => controller.abort();
  change(layer.id, { bytes: 0, stop });
  try {
    const response = await fetch(address, { signal: controller.signal });
    if (!response.ok || !response.body) throw problem(response.status, await response.text());
    const pieces: BlobPart[] = [];
    let bytes = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      bytes += value.length;
      change(layer.id, { bytes, stop });
    }
    const href = URL.createObjectURL(new Blob(pieces, { type: response.headers.get('content-type') ?? '' }));
    keep(href, `${layer.name}.${ending}`);
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    change(layer.id, null);
  } catch (error) {
    if (controller.signal.aborted) {
      change(layer.id, null);
      useStore.getState().say(words.cancelled);
    } else change(layer.id, null, sentenceOf(error));
  }
}

/** A file made by a worker first. */
async function byJob(layer: Layer, wish: ExportWish, words: Words): Promise<void> {
  const { change } = useDownloads.getState();
  const { say } = useStore.getState();
  try {
    const { job } = await api.startExport(layer.id, wish);
    const stop = () => void api.cancelJob(job.id).catch((error) => say(sentenceOf(error), { tone: 'bad' }));
    change(layer.id, { job, stop });
    followJob(job.id, {
      onLost: () => {},
      onJob: (now) => {
        if (now.state === 'queued' || now.state === 'running') return change(layer.id, { job: now, stop });
        if (now.state === 'failed') {
          const told = now.error?.detail ?? now.error?.title;
          return change(layer.id, null, told ? inPageLanguage(told) : words.failed);
        }
        change(layer.id, null);
        if (now.state === 'cancelled') return say(words.cancelled);
        const { url, name, notes } = now.result as { url: string; name: string; notes: string[] };
        keep(url, name);
        say([words.done(name), ...notes.map(inPageLanguage)].join(' '));
      },
    });
  } catch (error) {
    change(layer.id, null, sentenceOf(error));
  }
}
