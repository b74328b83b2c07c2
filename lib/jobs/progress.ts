import type { Progress } from './types';

/**
 * Rate and time left from what was done lately (some ten seconds), so that both follow the work. A total of 1 means
 * that a share is shown, not units: it has no rate.
 */
export class RateMeter {
  private readonly samples: { at: number; done: number }[] = [];

  constructor(private readonly window_ms = 10_000) {}

  /** `progress` with `rate` and, where the total is known, `eta_s`. @param now milliseconds */
  add(progress: Progress, now: number): Progress {
    this.samples.push({ at: now, done: progress.done });
    while (this.samples.length > 2 && now - this.samples[1]!.at >= this.window_ms) this.samples.shift();
    const first = this.samples[0]!;
    const seconds = (now - first.at) / 1000;
    if (seconds < 0.2 || progress.done <= first.done) return progress;
    const rate = (progress.done - first.done) / seconds;
    const left = progress.total === undefined ? undefined : Math.max(0, progress.total - progress.done);
    return {
      ...progress,
      ...(progress.total === 1 ? {} : { rate: Math.round(rate) }),
      ...(left === undefined ? {} : { eta_s: Math.ceil(left / rate) }),
    };
  }
}
