'use client';

import { ChevronDown, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { sentenceOf } from '../_lib/actions';
import { api } from '../_lib/api';
import { followJob } from '../_lib/follow-job';
import { useFigures } from '../_lib/hooks';
import { inPageLanguage } from '../_lib/sentence';
import { useStore } from '../_lib/store';
import type { Dataset } from '../_lib/types';
import { IconButton } from '../_shell/Tip';

/** Reasons for which a row is kept all the same; for the others it was left out. */
const FLAGS = new Set(['no-entrance', 'no-centroid', 'further-entrance', 'outside-province']);

/** One data set: what it is, how new, how many, and what of it was rejected or flagged and why. */
export function DatasetCard({ dataset, onRemoved }: { dataset: Dataset; onRemoved: () => void }) {
  const t = useTranslations('addressesPage');
  const { number } = useFigures();
  const say = useStore((state) => state.say);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const words = useTranslations('addressReason');
  const titles = useTranslations('addressTitle');
  const { product, edition, rows, rejected, flagged, report, extent } = dataset;
  const title = titles.has(product as never) ? titles(product as never) : dataset.title;
  const reasons = Object.entries(report).filter(([, { count }]) => count > 0);

  const remove = async () => {
    setBusy(true);
    try {
      const { job } = await api.removeAddresses(dataset.id);
      followJob(job.id, {
        onLost: () => {},
        onJob: ({ state, error }) => {
          if (state === 'done') {
            say(t('removed', { title }));
            onRemoved();
          } else if (state === 'failed') {
            say(error?.detail ? inPageLanguage(error.detail) : t('notRemoved', { title }), { tone: 'bad' });
            setBusy(false);
          }
        },
      });
    } catch (error) {
      say(sentenceOf(error), { tone: 'bad' });
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <li className="card dataset">
      <div className="dataset-line">
        <div>
          <h2>{title}</h2>
          <p className="muted small">
            {[
              edition ? t('edition', { date: edition }) : t('noEdition'),
              extent &&
                t('extent', {
                  w: number(extent[0], 2),
                  s: number(extent[1], 2),
                  e: number(extent[2], 2),
                  n: number(extent[3], 2),
                }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <p className="figure">
          <b>{number(rows)}</b>
          <small>{t('rows')}</small>
        </p>
        <p className="figure">
          <span>
            {number(rejected)} / {number(flagged)}
          </span>
          <small>
            {t('rejected')} / {t('flagged')}
          </small>
        </p>
        <IconButton label={`${title}: ${t('remove')}`} onClick={() => setAsking(true)} disabled={asking}>
          <Trash2 size={17} />
        </IconButton>
      </div>
      {asking && (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape takes the question back
        <div className="confirm" onKeyDown={(event) => event.key === 'Escape' && setAsking(false)}>
          <span style={{ flex: 1 }}>{t('confirm', { title, rows: number(rows) })}</span>
          {/* biome-ignore lint/a11y/noAutofocus: the safe answer to the question just asked */}
          <button type="button" className="btn" autoFocus onClick={() => setAsking(false)} disabled={busy}>
            {t('confirmNo')}
          </button>
          <button type="button" className="btn danger" onClick={() => void remove()} disabled={busy}>
            {t(busy ? 'removing' : 'confirmYes')}
          </button>
        </div>
      )}
      {reasons.length > 0 && (
        <details>
          <summary>
            {t('reasons')} <ChevronDown size={14} />
          </summary>
          {reasons.map(([reason, { count, examples }]) => {
            const kind = FLAGS.has(reason) ? 'flagged' : 'rejected';
            const word = words.has(reason as never) ? words(reason as never) : reason;
            return (
              <div key={reason} className="reason">
                <span className={`pill ${kind === 'rejected' ? 'bad' : 'warn'}`}>{t(kind)}</span>{' '}
                {t('reasonCount', { reason: word, n: number(count) })}
                {examples.map(({ file, line, text }) => (
                  <code key={`${file} ${line}`}>
                    <span className="muted">{t('where', { file, line: number(line) })}</span> {text}
                  </code>
                ))}
              </div>
            );
          })}
        </details>
      )}
    </li>
  );
}
