'use client';

import { useTranslations } from 'next-intl';
import type { Column } from '../_lib/types';
import { Chooser } from '../_shell/Menu';
import { useColumnName } from './use-words';

const NONE = '\u0000';

interface ColumnChooserProps {
  label: string;
  columns: Column[];
  value: string | null;
  onChoose: (column: string | null) => void;
  /** Whether none may be chosen. */
  optional?: boolean;
}

/** One of a layer's columns. */
export function ColumnChooser({ label, columns, value, onChoose, optional = false }: ColumnChooserProps) {
  const t = useTranslations('style');
  const nameOf = useColumnName();
  return (
    <Chooser
      label={label}
      value={value ?? NONE}
      choices={[
        ...(optional || value === null ? [{ value: NONE, label: t('noColumn') }] : []),
        ...columns.map((column) => ({
          value: column.name,
          label: nameOf(column),
          note: column.key ? t('ofAnswer') : undefined,
        })),
      ]}
      onChoose={(name) => onChoose(name === NONE ? null : name)}
    />
  );
}
