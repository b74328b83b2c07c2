'use client';

import { Columns3, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DropdownMenu, Popover } from 'radix-ui';
import type { Layer } from '../_lib/types';
import { MenuTick } from '../_shell/MenuTick';
import { showColumn } from './actions';
import { ColumnForm } from './ColumnForm';
import { focusAfterForm } from './focus';
import { useTask } from './task';
import { useColumnTitle } from './use-column-title';

/** Which columns are shown, and a new one. The form for names opens at the same button. */
export function ColumnsMenu({ layer }: { layer: Layer }) {
  const t = useTranslations('table');
  const titleOf = useColumnTitle();
  const { task, begin, end } = useTask();
  const hidden = layer.columns.filter((column) => column.hidden).length;
  const open = task?.kind === 'rename' || task?.kind === 'add';
  return (
    <Popover.Root open={open} onOpenChange={(next) => !next && end()}>
      <DropdownMenu.Root modal={false}>
        <Popover.Anchor asChild>
          <DropdownMenu.Trigger className="btn columns-menu" aria-label={t('columns')}>
            <Columns3 size={16} />
            {hidden > 0 && <span className="muted small">{t('hiddenColumns', { n: hidden })}</span>}
          </DropdownMenu.Trigger>
        </Popover.Anchor>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            className="menu"
            align="end"
            sideOffset={4}
            collisionPadding={8}
            onCloseAutoFocus={(event) => open && event.preventDefault()}
          >
            <DropdownMenu.Item
              className="menu-item"
              disabled={layer.state !== 'ready'}
              onSelect={() => begin({ kind: 'add' })}
            >
              <Plus size={16} />
              {t('addColumn')}
            </DropdownMenu.Item>
            <DropdownMenu.Separator className="menu-separator" />
            <DropdownMenu.Label className="menu-label muted small">{t('shownColumns')}</DropdownMenu.Label>
            {layer.columns.map((column) => (
              <DropdownMenu.CheckboxItem
                key={column.name}
                className="menu-item"
                checked={!column.hidden}
                onSelect={(event) => event.preventDefault()}
                onCheckedChange={(shown) => {
                  const what = shown ? 'shown' : 'hidden';
                  void showColumn(
                    layer,
                    column.name,
                    shown,
                    t(`change.${what}`, { column: titleOf(column) }),
                  );
                }}
              >
                <MenuTick />
                {titleOf(column)}
              </DropdownMenu.CheckboxItem>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <Popover.Portal>
        <Popover.Content
          className="card table-form"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={focusAfterForm}
          aria-label={t(task?.kind === 'rename' ? 'renameColumn' : 'addColumn')}
        >
          {open && (
            <ColumnForm
              layer={layer}
              {...(task.kind === 'rename' ? { column: task.column } : {})}
              onEnd={end}
            />
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
