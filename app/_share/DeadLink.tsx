import { useTranslations } from 'next-intl';

/** Instead of a map that is no longer shared. */
export function DeadLink() {
  const t = useTranslations('share');
  return (
    <main className="page">
      <div className="page-inner">
        <h1>{t('dead')}</h1>
        <p className="muted">{t('deadAbout')}</p>
      </div>
    </main>
  );
}
