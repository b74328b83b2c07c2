'use client';

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PALETTE } from '@/lib/layers/style/colours';
import { ruleColumns } from '@/lib/layers/style/rules/columns';
import { columnInRule, parseRule } from '@/lib/layers/style/rules/parse';
import type { RuleFault } from '@/lib/layers/style/rules/types';
import type { By } from '@/lib/layers/style/schema';
import { restyle } from '../_lib/actions';
import type { Column, Layer } from '../_lib/types';
import { IconButton } from '../_shell/Tip';
import { ColourButton } from './ColourButton';
import { Others } from './Others';

type ByRules = By & { type: 'rules' };
type OneRule = ByRules['rules'][number] & { id: number };

let serial = 0;

/** What is wrong with a rule for a layer with these columns; null: nothing. */
function faultOf(rule: string, columns: Column[]): Pick<RuleFault, 'code' | 'start' | 'found'> | null {
  const parsed = parseRule(rule);
  if ('fault' in parsed) return parsed.fault;
  const unknown = ruleColumns(parsed.rule).find((name) => !columns.some((column) => column.name === name));
  return unknown === undefined ? null : { code: 'unknown', start: rule.indexOf(unknown), found: unknown };
}

const numbered = (rules: ByRules['rules']): OneRule[] => rules.map((rule) => ({ ...rule, id: serial++ }));

/** The rules that can be drawn, as they are saved. */
const drawable = (rules: OneRule[], columns: Column[]): ByRules['rules'] =>
  rules.filter(({ rule }) => !faultOf(rule, columns)).map(({ id: _, ...rule }) => rule);

/** Rules in the order in which they are tried; one that cannot be read yet is kept here and not drawn. */
export function Rules({ layer, by }: { layer: Layer; by: ByRules }) {
  const t = useTranslations('style');
  const [rules, setRules] = useState<OneRule[]>(() =>
    numbered(by.rules.length ? by.rules : [firstRule(layer)]),
  );
  // Undo and the slider of scores change them too; what is being typed here stays.
  const [saved, setSaved] = useState(by.rules);
  if (saved !== by.rules) {
    setSaved(by.rules);
    if (JSON.stringify(by.rules) !== JSON.stringify(drawable(rules, layer.columns)))
      setRules(numbered(by.rules));
  }
  const put = (next: OneRule[]) => {
    setRules(next);
    restyle(layer, { by: { ...by, rules: drawable(next, layer.columns) } });
  };
  const change = (id: number, part: Partial<OneRule>) =>
    put(rules.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)));
  const move = (at: number, step: -1 | 1) => put(rules.toSpliced(at, 1).toSpliced(at + step, 0, rules[at]!));
  return (
    <>
      <ol className="classes">
        {rules.map(({ id, rule, color, label }, at) => {
          const fault = faultOf(rule, layer.columns);
          const name = t('rule', { n: at + 1 });
          return (
            <li className="rule" key={id}>
              <ColourButton
                label={t('colourOf', { name })}
                value={color}
                onChange={(value) => change(id, { color: value ?? color })}
              />
              <input
                className="field"
                aria-label={name}
                aria-invalid={fault !== null}
                aria-describedby={`fault-${id}`}
                placeholder={t('ruleHint')}
                spellCheck={false}
                maxLength={1000}
                value={rule}
                onChange={(event) => change(id, { rule: event.target.value })}
              />
              <input
                className="field"
                aria-label={`${name}: ${t('ruleLabel')}`}
                placeholder={t('ruleLabel')}
                maxLength={200}
                value={label ?? ''}
                onChange={(event) => change(id, { label: event.target.value || null })}
              />
              <span className="rule-buttons">
                <IconButton label={`${name}: ${t('up')}`} disabled={at === 0} onClick={() => move(at, -1)}>
                  <ArrowUp size={15} />
                </IconButton>
                <IconButton
                  label={`${name}: ${t('down')}`}
                  disabled={at === rules.length - 1}
                  onClick={() => move(at, 1)}
                >
                  <ArrowDown size={15} />
                </IconButton>
                <IconButton
                  label={`${name}: ${t('remove')}`}
                  onClick={() => put(rules.filter((one) => one.id !== id))}
                >
                  <Trash2 size={15} />
                </IconButton>
              </span>
              <small className="fault" id={`fault-${id}`} role="status">
                {fault && rule !== '' && t(`fault_${fault.code}`, { at: fault.start + 1, name: fault.found })}
              </small>
            </li>
          );
        })}
        <Others layer={layer} by={by} />
      </ol>
      <div className="setting">
        <small className="muted">{t('ruleHint')}</small>
        <button
          type="button"
          className="btn small"
          onClick={() =>
            setRules([
              ...rules,
              { id: serial++, rule: '', color: PALETTE[rules.length % PALETTE.length]!, label: null },
            ])
          }
        >
          <Plus size={14} />
          {t('addRule')}
        </button>
      </div>
    </>
  );
}

/** A rule to begin with, half written: its column stands there. */
function firstRule({ columns }: Layer): ByRules['rules'][number] {
  const column = columns.find(({ type }) => type !== 'text') ?? columns[0];
  return { rule: column ? `${columnInRule(column.name)} ` : '', color: PALETTE[1], label: null };
}
