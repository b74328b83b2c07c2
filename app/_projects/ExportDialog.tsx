'use client';

import { Download } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { MOST_FEATURES, MOST_PIXELS } from '../_archive/limits';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Project } from '../_lib/types';
import { Frame } from './Frame';

/** The project as a ZIP that opens without this server. */
export function ExportDialog({ project }: { project: Project }) {
  const t = useTranslations('archive');
  const { number } = useFigures();
  const locale = useLocale();
  const theme = useStore((state) => state.theme);
  const set = useStore((state) => state.set);
  const rows = useStore((state) => state.layers.reduce((sum, { counts }) => sum + counts.rows, 0));
  const tooMany = rows > MOST_FEATURES;
  return (
    <Frame
      title={t('title')}
      foot={
        tooMany ? null : (
          <a
            className="btn primary"
            href={`/api/projects/${project.id}/archive?theme=${theme}&language=${locale}`}
            download
            onClick={() => set({ dialog: null })}
          >
            <Download size={16} />
            {t('download')}
          </a>
        )
      }
    >
      <p>{t('about')}</p>
      <p className="muted small">{t('contents', { pixels: number(MOST_PIXELS) })}</p>
      <p className={tooMany ? 'notice' : 'muted small'}>
        {t('limit', { n: number(rows), most: number(MOST_FEATURES) })}
      </p>
    </Frame>
  );
}
