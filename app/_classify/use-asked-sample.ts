import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useStore } from '../_lib/store';
import { startSample } from './start';

/** The way from the model lab to the map: random test images of a data set, named by a model. */
export const sampleAddress = (dataset: string, model: string, seed?: number) =>
  `/?${new URLSearchParams({ sample: dataset, model, ...(seed === undefined ? {} : { seed: String(seed) }) })}`;

/** Follows such an address, `/?sample=fashion-mnist&model=NAME`, once; then it is forgotten. */
export function useAskedSample(): void {
  const t = useTranslations('classify');
  const locale = useLocale();
  const open = useStore((state) => state.project !== null && state.layersState === 'ready');
  const done = useRef(false);
  useEffect(() => {
    if (!open || done.current) return;
    done.current = true;
    const url = new URL(location.href);
    const dataset = url.searchParams.get('sample');
    const model = url.searchParams.get('model') ?? undefined;
    const seed = Number(url.searchParams.get('seed') ?? Number.NaN);
    if (!dataset) return;
    for (const name of ['sample', 'model', 'seed']) url.searchParams.delete(name);
    history.replaceState(history.state, '', url);
    void startSample(locale, t('sampleStarted'), {
      dataset,
      ...(model ? { model } : {}),
      ...(Number.isSafeInteger(seed) ? { seed } : {}),
    });
  }, [open, locale, t]);
}
