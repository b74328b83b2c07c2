import Link from 'next/link';
import { useTranslations } from 'next-intl';

/** At an address where there is no page. */
export default function NotFound() {
  const t = useTranslations('failure');
  return (
    <main className="page">
      <div className="page-inner">
        <h1>{t('noPage')}</h1>
        <p className="muted">{t('noPageText')}</p>
        <div>
          <Link href="/" className="btn primary">
            {t('toMap')}
          </Link>
        </div>
      </div>
    </main>
  );
}
