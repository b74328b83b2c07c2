'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../_shell/Tip';
import { useLabWords } from './use-lab-words';
import type { Followed } from './use-run';

/** What the detector of an epoch finds in images it was not trained on: the last one, or any before. */
export function Sheets({ followed: { run, history } }: { followed: Followed }) {
  const { t, number } = useLabWords();
  const [chosen, setChosen] = useState<number | null>(null);
  const tried = history.filter(({ figures }) => figures.box_ap !== undefined).map(({ epoch }) => epoch);
  const epoch = chosen ?? tried.at(-1);
  const place = epoch === undefined ? -1 : tried.indexOf(epoch);
  const go = (by: number) => setChosen(tried[place + by] ?? null);
  return (
    <section className="card samples" aria-labelledby="sheets-title">
      <header>
        <h2 id="sheets-title">{t('sheets')}</h2>
        {epoch !== undefined && (
          <>
            <IconButton label={t('epochBefore')} onClick={() => go(-1)} disabled={place <= 0}>
              <ChevronLeft size={18} />
            </IconButton>
            <span className="small" aria-live="polite">
              {t('atEpoch', { n: number(epoch) })}
            </span>
            <IconButton label={t('epochAfter')} onClick={() => go(1)} disabled={place >= tried.length - 1}>
              <ChevronRight size={18} />
            </IconButton>
          </>
        )}
      </header>
      {epoch === undefined ? (
        <p className="muted small">{t('noSheetYet')}</p>
      ) : (
        // biome-ignore lint/performance/noImgElement: the server makes it in the size it is shown
        <img
          className="sheet-image"
          src={`/api/training-runs/${run.id}/sheets/${epoch}`}
          alt={t('sheetAlt', { n: number(epoch) })}
        />
      )}
    </section>
  );
}
