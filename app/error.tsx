'use client';

import { useTranslations } from 'next-intl';

/** Shown when a page breaks while it is drawn; what the server holds is not touched by that. */
export default function Failure({ reset }: { reset: () => void }) {
  const t = useTranslations('failure');
  return (
    <main className="page">
      <div className="page-inner">
        <h1>{t('title')}</h1>
        <p className="muted">{t('text')}</p>
        <div>
          <button type="button" className="btn primary" onClick={reset}>
            {t('again')}
          </button>
        </div>
      </div>
    </main>
  );
}
