'use client';

import { Filter, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import type { Condition } from '@/lib/layers/filter';
import type { Layer } from '../_lib/types';
import { ConditionForm } from './ConditionForm';
import { focusAfterForm } from './focus';
import { useTable, viewOf } from './state';
import { useTask } from './task';

/** A condition as a short text: "수량 ≥ 5". */
function useConditionText(): (condition: Condition) => string {
  const t = useTranslations('table');
  return ({ column, is, value, values, from, to }) => {
    const what =
      is === 'between'
        ? `${from ?? '…'} – ${to ?? '…'}`
        : is === 'one_of'
          ? (values ?? []).map((one) => one ?? t('emptyValue')).join(', ')
          : is === 'empty' || is === 'not_empty'
            ? ''
            : String(value ?? '');
    return `${column} ${t(`sign.${is}`)} ${what}`.trim();
  };
}

/** The conditions that rows must meet, each to be changed or dropped, and the form for a new one. */
export function Conditions({ layer }: { layer: Layer }) {
  const t = useTranslations('table');
  const textOf = useConditionText();
  const { conditions, match } = useTable((state) => viewOf(state, layer.id));
  const changeView = useTable((state) => state.changeView);
  const { task, begin, end } = useTask();
  const open = task?.kind === 'condition';
  const drop = (at: number) => {
    const rest = conditions.filter((_, i) => i !== at);
    // With one left there is nothing to combine; what comes next is combined as usual.
    changeView(layer.id, { conditions: rest, match: rest.length > 1 ? match : 'all' });
  };
  return (
    <Popover.Root open={open} onOpenChange={(next) => (next ? begin({ kind: 'condition' }) : end())}>
      <div className="conditions">
        {conditions.map((condition, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no other identity
          <span className="condition" key={at}>
            <button
              type="button"
              title={textOf(condition)}
              onClick={() => begin({ kind: 'condition', column: condition.column, at })}
            >
              {textOf(condition)}
            </button>
            <button
              type="button"
              aria-label={t('dropCondition', { condition: textOf(condition) })}
              onClick={() => drop(at)}
            >
              <X size={13} />
            </button>
          </span>
        ))}
        {conditions.length > 1 && (
          <button
            type="button"
            className="chip"
            onClick={() => changeView(layer.id, { match: match === 'all' ? 'any' : 'all' })}
          >
            {t(match === 'all' ? 'matchAll' : 'matchAny')}
          </button>
        )}
        <Popover.Trigger className="chip add-condition">
          <Filter size={13} />
          {t('addCondition')}
        </Popover.Trigger>
      </div>
      <Popover.Portal>
        <Popover.Content
          className="card table-form"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={focusAfterForm}
          aria-label={t('addCondition')}
        >
          {open && (
            <ConditionForm
              key={`${task.column} ${task.at}`}
              layer={layer}
              {...(task.column === undefined ? {} : { column: task.column })}
              {...(task.at === undefined ? {} : { given: conditions[task.at] })}
              onDone={(condition) => {
                const next = [...conditions];
                if (task.at === undefined) next.push(condition);
                else next[task.at] = condition;
                changeView(layer.id, { conditions: next });
                end();
              }}
              onCancel={end}
            />
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
