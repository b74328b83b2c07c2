import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useStore } from '../_lib/store';
import { startSample } from './start';

/** `/?sample=fashion-mnist&model=NAME`: the way from the model lab to the map. Done once, then the address forgets it. */
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
    if (!dataset) return;
    url.searchParams.delete('sample');
    url.searchParams.delete('model');
    history.replaceState(history.state, '', url);
    void startSample(locale, t('sampleStarted'), { dataset, model });
  }, [open, locale, t]);
}
