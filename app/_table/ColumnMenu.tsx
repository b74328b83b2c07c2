'use client';

import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ChartColumn,
  EyeOff,
  Filter,
  Pencil,
  StretchHorizontal,
  Trash2,
  Type,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import type { ColumnType } from '@/lib/layers/types';
import { useStore } from '../_lib/store';
import type { Column, Layer } from '../_lib/types';
import { MenuTick } from '../_shell/MenuTick';
import { moveColumn, removeColumn, retypeColumn, showColumn } from './actions';
import type { TableColumn } from './columns';
import { useTable } from './state';
import { useTask } from './task';

const TYPES: ColumnType[] = ['text', 'integer', 'number'];

interface ItemProps {
  icon: ReactNode;
  text: string;
  tone?: 'danger';
  onSelect: () => void;
}

const Item = ({ icon, text, tone, onSelect }: ItemProps) => (
  <DropdownMenu.Item className={`menu-item ${tone ?? ''}`} onSelect={onSelect}>
    {icon}
    {text}
  </DropdownMenu.Item>
);

/** What can be done with one column; on a shared map only what concerns the eye. */
export function ColumnMenu({ layer, column }: { layer: Layer; column: TableColumn }) {
  const t = useTranslations('table');
  const { changeView, setWidth } = useTable.getState();
  const { begin } = useTask.getState();
  const shared = useStore((state) => state.shared !== null);
  const { id, title, sort } = column;
  if (!column.column) return null;
  const { name } = column.column;
  const order = (descending: boolean) =>
    changeView(layer.id, { sort: descending ? { ...sort, descending } : sort });
  return (
    <>
      <Item icon={<ArrowUp size={16} />} text={t('ascending')} onSelect={() => order(false)} />
      <Item icon={<ArrowDown size={16} />} text={t('descending')} onSelect={() => order(true)} />
      <Item
        icon={<Filter size={16} />}
        text={t('filterColumn')}
        onSelect={() => begin({ kind: 'condition', column: name })}
      />
      {!shared && (
        <Item
          icon={<ChartColumn size={16} />}
          text={t('statistics')}
          onSelect={() => begin({ kind: 'statistics', column: name })}
        />
      )}
      <DropdownMenu.Separator className="menu-separator" />
      <Item
        icon={<StretchHorizontal size={16} />}
        text={t('fitWidth')}
        onSelect={() => setWidth(layer.id, id, null)}
      />
      {!shared && column.editable && <OwnColumn layer={layer} column={column.column} />}
      {!shared && (
        <Item
          icon={<EyeOff size={16} />}
          text={t('hideColumn')}
          onSelect={() => void showColumn(layer, name, false, t('change.hidden', { column: title }))}
        />
      )}
      {!shared && column.column.added && (
        <Item
          icon={<Trash2 size={16} />}
          text={t('removeColumn')}
          tone="danger"
          onSelect={() => void removeColumn(layer, name, t('change.removed', { column: title }))}
        />
      )}
    </>
  );
}

/** Of a column of the user's: its name, type and place. */
function OwnColumn({ layer, column: { name, type } }: { layer: Layer; column: Column }) {
  const t = useTranslations('table');
  const move = (step: -1 | 1) => void moveColumn(layer, name, step, t('change.moved', { column: name }));
  const retype = (next: string) => {
    if (next === type) return;
    void retypeColumn(layer, name, next as ColumnType, t('change.retyped', { column: name }));
  };
  return (
    <>
      <Item
        icon={<Pencil size={16} />}
        text={t('renameColumn')}
        onSelect={() => useTask.getState().begin({ kind: 'rename', column: name })}
      />
      <DropdownMenu.Sub>
        <DropdownMenu.SubTrigger className="menu-item">
          <Type size={16} />
          {t('columnType')}
          <span className="muted small menu-note">{t(`type.${type}`)}</span>
        </DropdownMenu.SubTrigger>
        <DropdownMenu.Portal>
          <DropdownMenu.SubContent className="menu" collisionPadding={8}>
            <DropdownMenu.RadioGroup value={type} onValueChange={retype}>
              {TYPES.map((one) => (
                <DropdownMenu.RadioItem key={one} value={one} className="menu-item">
                  <MenuTick />
                  {t(`type.${one}`)}
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          </DropdownMenu.SubContent>
        </DropdownMenu.Portal>
      </DropdownMenu.Sub>
      <Item icon={<ArrowLeft size={16} />} text={t('moveLeft')} onSelect={() => move(-1)} />
      <Item icon={<ArrowRight size={16} />} text={t('moveRight')} onSelect={() => move(1)} />
    </>
  );
}
