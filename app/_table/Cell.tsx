'use client';

import { useTranslations } from 'next-intl';
import { outcomeOf, toneOf } from '../_lib/counts';
import { useAnswerWord, useFigures } from '../_lib/hooks';
import type { Row } from '../_lib/types';
import { cellText, type TableColumn } from './columns';

/** What a cell shows. */
export function Cell({ row, column }: { row: Row; column: TableColumn }) {
  const outcomeName = useTranslations('outcome');
  const word = useAnswerWord();
  const { number } = useFigures();
  const value = column.read(row);
  if (column.as === 'outcome') {
    const outcome = outcomeOf(row.status, row.level);
    return <span className={`pill ${toneOf(outcome)}`}>{outcomeName(outcome)}</span>;
  }
  if (value === null || value === undefined || value === '') return <span className="muted">–</span>;
  if (column.as === 'score') return number(Number(value), 2);
  if (column.as === 'metres') return number(Number(value));
  if (column.as === 'point' || column.as === 'reason') {
    const text = word(column.as, value);
    return <span title={text}>{text}</span>;
  }
  const numeric = column.number && value !== '' && Number.isFinite(Number(value));
  const text = numeric ? number(Number(value), 8) : cellText(value);
  return <span title={text}>{text}</span>;
}
