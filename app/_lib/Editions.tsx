'use client';

import { useTranslations } from 'next-intl';
import { useFigures } from './hooks';
import { useStore } from './store';

/** "주소 DB 2026-11-20 · 6,422,308건": what is current as of which date, shown wherever results are. */
export function Editions({ className }: { className?: string }) {
  const t = useTranslations('editions');
  const { number } = useFigures();
  const editions = useStore((state) => state.editions);
  const rows = useStore((state) => state.addressRows);
  if (editions.length === 0) return <span className={className}>{t('none')}</span>;
  const date = editions
    .map(({ edition }) => edition ?? '')
    .sort()
    .at(-1);
  return (
    <span
      className={className}
      title={editions.map(({ title, edition }) => `${title ?? ''} ${edition ?? ''}`).join('\n')}
    >
      {t('line', { date: date || '–', rows: number(rows) })}
    </span>
  );
}
