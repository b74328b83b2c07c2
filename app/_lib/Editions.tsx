'use client';

import { useTranslations } from 'next-intl';
import { useFigures } from './hooks';
import { useStore } from './store';

/** "주소 DB 2026-11-20 · 6,422,308건": what is current as of which day, shown wherever results are. */
export function Editions({ className }: { className?: string }) {
  const t = useTranslations('editions');
  const { number } = useFigures();
  const addresses = useStore((state) => state.editions).filter(({ family }) => family !== 'place');
  if (addresses.length === 0) return <span className={className}>{t('none')}</span>;
  const rows = addresses.reduce((sum, edition) => sum + edition.rows, 0);
  const date = addresses
    .flatMap(({ edition }) => edition ?? [])
    .sort()
    .at(-1);
  const details = addresses
    .map(({ title, edition }) => [title, edition].filter(Boolean).join(' '))
    .join('\n');
  return (
    <span className={className} title={details}>
      {date ? t('line', { date, rows: number(rows) }) : t('undated', { rows: number(rows) })}
    </span>
  );
}
