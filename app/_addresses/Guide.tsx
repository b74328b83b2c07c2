import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

const link = (chunks: ReactNode) => (
  <a href="https://business.juso.go.kr" target="_blank" rel="noreferrer">
    {chunks}
  </a>
);
const strong = (chunks: ReactNode) => <b>{chunks}</b>;

/** How to get the official Korean files. */
export function Guide() {
  const t = useTranslations('addressesPage');
  return (
    <section className="card guide">
      <h2>{t('guideTitle')}</h2>
      <ol>
        <li>{t.rich('guide1', { a: link })}</li>
        <li>{t('guide2')}</li>
        <li>{t('guide3')}</li>
        <li>{t.rich('guide4', { b: strong })}</li>
      </ol>
    </section>
  );
}
