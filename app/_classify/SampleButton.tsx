'use client';

import { Grid3x3 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useStore } from '../_lib/store';
import { startSample } from './start';

/** One click: 36 test images of Fashion-MNIST on the map, classified. */
export function SampleButton() {
  const t = useTranslations('classify');
  const locale = useLocale();
  const set = useStore((state) => state.set);
  const start = () => {
    set({ importing: null });
    void startSample(locale, t('sampleStarted'));
  };
  return (
    <button type="button" className="btn" title={t('sampleAbout')} onClick={start}>
      <Grid3x3 size={17} />
      {t('sample')}
    </button>
  );
}
