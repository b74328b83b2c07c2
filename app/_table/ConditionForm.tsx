'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useId, useState } from 'react';
import type { Condition, Test } from '@/lib/layers/filter';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { conditionOf, type Draft, isNumber } from './condition-of';
import { useColumnTitle } from './use-column-title';
import { useStatistics } from './use-statistics';

const FOR_TEXT: Test[] = [
  'contains',
  'not_contains',
  'starts',
  'ends',
  'equals',
  'not_equals',
  'one_of',
  'between',
  'empty',
  'not_empty',
];
const FOR_NUMBERS: Test[] = [
  'equals',
  'not_equals',
  'at_least',
  'at_most',
  'more',
  'less',
  'between',
  'one_of',
  'empty',
  'not_empty',
];

const draftOf = (given: Condition | undefined): Draft => ({
  value: String(given?.value ?? ''),
  from: String(given?.from ?? ''),
  to: String(given?.to ?? ''),
  values: given?.values ?? [],
});

interface ConditionFormProps {
  layer: Layer;
  column?: string;
  given?: Condition | undefined;
  onDone: (condition: Condition) => void;
  onCancel: () => void;
}

/** Which column, how, and what: one condition. */
export function ConditionForm({ layer, column: preset, given, onDone, onCancel }: ConditionFormProps) {
  const t = useTranslations('table');
  const titleOf = useColumnTitle();
  // The figures behind the suggestions are not shared.
  const shared = useStore((state) => state.shared !== null);
  const id = useId();
  const [name, setName] = useState(preset ?? layer.columns[0]?.name ?? '');
  const column = layer.columns.find((one) => one.name === name);
  const tests = column?.type === 'text' ? FOR_TEXT : FOR_NUMBERS;
  const [is, setIs] = useState<Test>(given?.is ?? tests[0]!);
  const [draft, setDraft] = useState(draftOf(given));
  const { statistics } = useStatistics(layer, column && !shared ? name : null, {});
  const change = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }));
  const condition = column ? conditionOf(column, is, draft) : null;
  const numeric = column?.type !== 'text';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (condition) onDone(condition);
  };
  const field = (which: 'value' | 'from' | 'to', label: string, first = false) => (
    <label>
      <span>{label}</span>
      <input
        className="field"
        value={draft[which]}
        inputMode={numeric ? 'decimal' : 'text'}
        maxLength={200}
        list={which === 'value' && !numeric ? `${id}-values` : undefined}
        aria-invalid={numeric && draft[which] !== '' && !isNumber(draft[which])}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
        autoFocus={first && preset !== undefined}
        onChange={(event) => change({ [which]: event.target.value })}
      />
    </label>
  );
  return (
    <form onSubmit={submit}>
      <label>
        <span>{t('column')}</span>
        <select
          className="field"
          value={name}
          onChange={(event) => {
            const next = layer.columns.find((one) => one.name === event.target.value);
            const fitting = next?.type === 'text' ? FOR_TEXT : FOR_NUMBERS;
            setName(event.target.value);
            if (!fitting.includes(is)) setIs(fitting[0]!);
            change({ values: [] });
          }}
        >
          {layer.columns.map((one) => (
            <option key={one.name} value={one.name}>
              {titleOf(one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('test')}</span>
        <select className="field" value={is} onChange={(event) => setIs(event.target.value as Test)}>
          {tests
            .filter((test) => !shared || test !== 'one_of')
            .map((test) => (
              <option key={test} value={test}>
                {t(`is.${test}`)}
              </option>
            ))}
        </select>
      </label>
      {is === 'between' && (
        <div className="pair">
          {field('from', t('from'), true)}
          {field('to', t('to'))}
        </div>
      )}
      {is === 'one_of' && (
        <fieldset className="choices" aria-label={t('is.one_of')}>
          {!statistics && <p className="muted small">{t('loading')}</p>}
          {statistics &&
            [
              ...statistics.top.map(({ value, count }) => ({
                value: numeric ? Number(value) : value,
                count,
              })),
              ...(statistics.empty > 0 ? [{ value: null, count: statistics.empty }] : []),
            ].map(({ value, count }) => (
              <label key={String(value)} className="choice">
                <input
                  type="checkbox"
                  checked={draft.values.includes(value)}
                  onChange={({ target }) =>
                    change({
                      values: target.checked
                        ? [...draft.values, value]
                        : draft.values.filter((other) => other !== value),
                    })
                  }
                />
                <span>{value === null ? t('emptyValue') : String(value)}</span>
                <span className="muted small">{count}</span>
              </label>
            ))}
        </fieldset>
      )}
      {!['between', 'one_of', 'empty', 'not_empty'].includes(is) && field('value', t('value'), true)}
      <datalist id={`${id}-values`}>
        {statistics?.top.map(({ value }) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      <div className="form-actions">
        <button type="button" className="btn ghost" onClick={onCancel}>
          {t('cancel')}
        </button>
        <button type="submit" className="btn primary" disabled={!condition}>
          {t('apply')}
        </button>
      </div>
    </form>
  );
}
