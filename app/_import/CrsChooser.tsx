'use client';

import { useTranslations } from 'next-intl';
import { definitions } from '@/lib/crs/definitions';
import { Chooser } from '../_shell/Menu';

interface CrsChooserProps {
  value: string;
  /** Codes that fit the values, likeliest first. */
  likely: string[];
  onChange: (code: string) => void;
}

/** The coordinate system of the X and Y columns. */
export function CrsChooser({ value, likely, onChange }: CrsChooserProps) {
  const t = useTranslations('import');
  const known = definitions.map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }));
  const first = likely.map(
    (code) => known.find((choice) => choice.value === code) ?? { value: code, label: code },
  );
  const choices = [...first, ...known.filter((choice) => !likely.includes(choice.value))];
  return (
    <div className="option">
      <span className="muted">{t('crs')}</span>
      <Chooser label={t('crs')} value={value} choices={choices} onChoose={onChange} />
    </div>
  );
}
