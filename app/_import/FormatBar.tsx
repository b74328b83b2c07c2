'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Preview, TableFormat } from '../_lib/types';
import { type Choice, Chooser } from '../_shell/Menu';

const ENCODINGS = ['utf-8', 'cp949', 'utf-16le', 'utf-16be', 'shift_jis', 'gb18030', 'windows-1252'];
const DELIMITERS = { ',': 'comma', '\t': 'tab', '|': 'pipe', ';': 'semicolon' } as const;

interface FormatBarProps {
  preview: Preview;
  busy: boolean;
  onChange: (change: Partial<TableFormat>) => void;
}

/** What was detected of the file's form; each part is a menu. */
export function FormatBar({ preview: { format, sheets }, busy, onChange }: FormatBarProps) {
  const t = useTranslations('import');
  const part = (name: string, value: string, choices: Choice[], onChoose: (value: string) => void) => (
    <Chooser label={name} value={value} choices={choices} onChoose={onChoose} className="select">
      <span>
        <em>{name}</em>
        {choices.find((choice) => choice.value === value)?.label ?? value}
      </span>
      <ChevronDown size={14} />
    </Chooser>
  );
  const encodings = ENCODINGS.includes(format.encoding) ? ENCODINGS : [format.encoding, ...ENCODINGS];
  return (
    <fieldset className="format-bar" disabled={busy} aria-label={t('format')}>
      {format.kind !== 'xlsx' &&
        part(
          t('encoding'),
          format.encoding,
          encodings.map((value) => ({ value, label: value.toUpperCase() })),
          (encoding) => onChange({ encoding }),
        )}
      {format.kind !== 'xlsx' &&
        part(
          t('delimiter'),
          format.kind === 'lines' ? 'lines' : (format.delimiter ?? ','),
          [
            ...Object.entries(DELIMITERS).map(([value, name]) => ({ value, label: t(name) })),
            { value: 'lines', label: t('lines') },
          ],
          (value) =>
            onChange(
              value === 'lines'
                ? { kind: 'lines', delimiter: undefined }
                : { kind: 'delimited', delimiter: value as TableFormat['delimiter'] },
            ),
        )}
      {format.kind === 'xlsx' &&
        sheets &&
        part(
          t('sheet'),
          format.sheet ?? sheets[0] ?? '',
          sheets.map((value) => ({ value, label: value })),
          (sheet) => onChange({ sheet }),
        )}
      {part(
        t('header'),
        format.header ? 'yes' : 'no',
        [
          { value: 'yes', label: t('headerYes') },
          { value: 'no', label: t('headerNo') },
        ],
        (value) => onChange({ header: value === 'yes' }),
      )}
    </fieldset>
  );
}
