'use client';

import { useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import { useFigures } from '../_lib/hooks';
import type { Preview } from '../_lib/types';
import { type Role, type Roles, roleOf } from './roles';

const ROLES: Role[] = ['address', 'label', 'x', 'y', 'plain'];
const TONES: Record<Role, string> = { address: 'ok', label: '', x: 'ok', y: 'ok', plain: '' };

interface PreviewTableProps {
  preview: Preview;
  roles: Roles;
  onRole: (column: number, role: Role) => void;
}

/** The first rows; the head of each column is a menu of what the column is for. */
export function PreviewTable({ preview, roles, onRole }: PreviewTableProps) {
  const t = useTranslations('import');
  const { number } = useFigures();
  const named = (column: number, role: Role) => {
    if (role !== 'address') return t(`role.${role}`);
    const score = preview.roles.addressScore;
    if (roles.address.length > 1) return `${t('role.address')} ${roles.address.indexOf(column) + 1}`;
    const tried = score > 0 && preview.roles.address.includes(column);
    return tried ? `${t('role.address')} ${number(score * 100)} %` : t('role.address');
  };
  const chosen = (column: number) =>
    ['address', 'x', 'y'].includes(roleOf(roles, column)) ? 'chosen' : undefined;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className="preview" tabIndex={0} aria-label={t('preview')}>
      <table>
        <thead>
          <tr>
            {preview.columns.map((name, column) => {
              const role = roleOf(roles, column);
              return (
                <th key={name} scope="col" className={chosen(column)}>
                  <DropdownMenu.Root modal={false}>
                    <DropdownMenu.Trigger
                      className="role"
                      aria-label={t('roleOf', { name, role: named(column, role) })}
                    >
                      <span>{name}</span>
                      <span className={`pill ${TONES[role]}`}>{named(column, role)} ▾</span>
                    </DropdownMenu.Trigger>
                    <DropdownMenu.Portal>
                      <DropdownMenu.Content className="menu" align="start" collisionPadding={8}>
                        <DropdownMenu.RadioGroup
                          value={role}
                          onValueChange={(value) => onRole(column, value as Role)}
                        >
                          {ROLES.map((value) => (
                            <DropdownMenu.RadioItem key={value} value={value} className="menu-item">
                              <span>
                                {t(`role.${value}`)}
                                <span className="muted small"> · {t(`roleNote.${value}`)}</span>
                              </span>
                            </DropdownMenu.RadioItem>
                          ))}
                        </DropdownMenu.RadioGroup>
                      </DropdownMenu.Content>
                    </DropdownMenu.Portal>
                  </DropdownMenu.Root>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {preview.sample.slice(0, 20).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name
            <tr key={index}>
              {preview.columns.map((name, column) => (
                <td key={name} className={chosen(column)} title={row[column]}>
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
