'use client';

import { ScanSearch } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { showStarted } from '../_classify/start';
import { sentenceOf } from '../_lib/actions';
import { useStore } from '../_lib/store';
import { detectIn } from './api';

const FILES = ['plaza.jpg', 'plaza.jgw'];
const CRS = 'EPSG:5186';

/** One click: a drawn square with people in it, laid on the map, and the people found. */
export function SampleImageButton() {
  const t = useTranslations('imagery');
  const locale = useLocale();
  const [busy, setBusy] = useState(false);
  const start = async () => {
    const { say, project, set } = useStore.getState();
    setBusy(true);
    try {
      const files = await Promise.all(
        FILES.map(async (name) => {
          const response = await fetch(`/samples/${name}`);
          if (!response.ok) throw new Error(t('noSample'));
          return new File([await response.blob()], name);
        }),
      );
      const fields = {
        crs: CRS,
        language: locale,
        name: t('sampleName'),
        ...(project ? { project: project.id } : {}),
      };
      const started = await detectIn(files, fields, () => {});
      set({ importing: null });
      showStarted(started);
      say(t('sampleStarted'));
    } catch (error) {
      say(sentenceOf(error), { tone: 'bad' });
    }
    setBusy(false);
  };
  return (
    <button
      type="button"
      className="btn"
      title={t('sampleAbout')}
      disabled={busy}
      onClick={() => void start()}
    >
      <ScanSearch size={17} />
      {t('sample')}
    </button>
  );
}
