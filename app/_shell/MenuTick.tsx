import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';

/** The tick before a chosen item of a menu, with its room where there is none. */
export const MenuTick = () => (
  <span className="menu-check">
    <DropdownMenu.ItemIndicator>
      <Check size={16} />
    </DropdownMenu.ItemIndicator>
  </span>
);
