'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { templateColumns, templateOf } from '@/lib/layers/style/template';
import type { Layer } from '../_lib/types';
import { Chooser } from '../_shell/Menu';
import { useColumnName } from './use-words';

const NONE = '\u0000none';
const OWN = '\u0000own';

interface TemplateSettingProps {
  layer: Layer;
  value: string | null;
  onChange: (template: string | null) => void;
}

/** What is written beside each feature: nothing, one column, or a text with columns in it. */
export function TemplateSetting({ layer, value, onChange }: TemplateSettingProps) {
  const t = useTranslations('style');
  const nameOf = useColumnName();
  const column = layer.columns.find(({ name }) => value === templateOf(name));
  const [own, setOwn] = useState(value !== null && !column);
  const [draft, setDraft] = useState(value ?? '');
  useEffect(() => setDraft(value ?? ''), [value]);
  const unknown = templateColumns(draft).find((name) => !layer.columns.some((one) => one.name === name));
  const example = layer.columns.find(({ key }) => !key) ?? layer.columns[0];

  const write = (text: string) => {
    setDraft(text);
    const ready = templateColumns(text).every((name) => layer.columns.some((one) => one.name === name));
    if (ready) onChange(text === '' ? null : text);
  };
  return (
    <>
      <div className="setting">
        <span className="setting-label">{t('template')}</span>
        <Chooser
          label={t('template')}
          value={own ? OWN : (column?.name ?? NONE)}
          choices={[
            { value: NONE, label: t('noLabel') },
            { value: OWN, label: t('ownTemplate') },
            ...layer.columns.map((one) => ({
              value: one.name,
              label: nameOf(one),
              note: one.key ? t('ofAnswer') : undefined,
            })),
          ]}
          onChoose={(choice) => {
            setOwn(choice === OWN);
            if (choice === OWN && value === null && example) onChange(templateOf(example.name));
            else if (choice !== OWN) onChange(choice === NONE ? null : templateOf(choice));
          }}
        />
      </div>
      {own && (
        <div className="setting stacked">
          <input
            className="field"
            aria-label={t('ownTemplate')}
            value={draft}
            maxLength={1000}
            spellCheck={false}
            aria-invalid={unknown !== undefined}
            onChange={(event) => write(event.target.value)}
          />
          <small className={unknown ? 'fault' : 'muted'}>
            {unknown
              ? t('unknownColumn', { name: unknown })
              : example && t('templateHint', { example: `${templateOf(example.name)} …` })}
          </small>
        </div>
      )}
    </>
  );
}
