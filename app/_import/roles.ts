import type { ColumnRoles } from '@/lib/tables/types';

/** What each column of an upload is for, as the person has it now; columns are counted from 0. */
export interface Roles {
  /** In the order in which they are joined. */
  address: number[];
  label: number | null;
  x: number | null;
  y: number | null;
}

export type Role = 'address' | 'label' | 'x' | 'y' | 'plain';

export const rolesFrom = ({ address, coordinates, label }: ColumnRoles): Roles => ({
  address,
  label: label ?? null,
  x: coordinates?.x ?? null,
  y: coordinates?.y ?? null,
});

/** Gives a column a role; the role's former holder loses it, except that addresses may be several. */
export function assign(roles: Roles, column: number, role: Role): Roles {
  const without: Roles = {
    address: roles.address.filter((other) => other !== column),
    label: roles.label === column ? null : roles.label,
    x: roles.x === column ? null : roles.x,
    y: roles.y === column ? null : roles.y,
  };
  if (role === 'plain') return without;
  if (role === 'address') return { ...without, address: [...without.address, column] };
  return { ...without, [role]: column };
}

export function roleOf(roles: Roles, column: number): Role {
  if (roles.address.includes(column)) return 'address';
  if (roles.x === column) return 'x';
  if (roles.y === column) return 'y';
  return roles.label === column ? 'label' : 'plain';
}
