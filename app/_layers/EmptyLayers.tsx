'use client';

import { FileSpreadsheet, Plus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { SampleButton } from '../_classify/SampleButton';
import { SampleImageButton } from '../_imagery/SampleImageButton';
import { useStore } from '../_lib/store';

/** A first visit: what to do, and one list to try at once. */
export function EmptyLayers() {
  const t = useTranslations('layers');
  const locale = useLocale();
  const set = useStore((state) => state.set);
  const say = useStore((state) => state.say);
  const offer = async () => {
    const name = t('sampleFile');
    try {
      const response = await fetch(`/samples/addresses-${locale}.csv`);
      if (!response.ok) throw new Error(String(response.status));
      const file = new File([await response.blob()], name, { type: 'text/csv' });
      set({ importing: { files: [file], atOnce: true } });
    } catch {
      say(t('noSample'), { tone: 'bad' });
    }
  };
  return (
    <div className="empty">
      <p className="muted">{t('empty')}</p>
      <button type="button" className="btn primary" onClick={offer}>
        <FileSpreadsheet size={17} />
        {t('sample')}
      </button>
      <SampleImageButton />
      <SampleButton />
      <button type="button" className="btn" onClick={() => set({ importing: { files: [] } })}>
        <Plus size={17} />
        {t('ownFile')}
      </button>
    </div>
  );
}
