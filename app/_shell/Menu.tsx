'use client';

import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Choice {
  value: string;
  label: string;
  note?: string;
  disabled?: boolean;
}

interface ChooserProps {
  label: string;
  value: string;
  choices: Choice[];
  onChoose: (value: string) => void;
  /** What the button shows; the chosen label by default. */
  children?: ReactNode;
  className?: string;
  side?: 'top' | 'bottom';
}

/** A button that opens a list of which one is chosen. */
export function Chooser({
  label,
  value,
  choices,
  onChoose,
  children,
  className = 'select',
  side,
}: ChooserProps) {
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={className}
        aria-label={`${label}: ${chosen?.label ?? ''}${typeof children === 'string' ? ` ${children}` : ''}`}
      >
        {children ?? (
          <>
            <span>{chosen?.label}</span>
            <ChevronDown size={14} />
          </>
        )}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" sideOffset={4} side={side} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={value} onValueChange={onChoose}>
            {choices.map((choice) => (
              <DropdownMenu.RadioItem
                key={choice.value}
                value={choice.value}
                disabled={choice.disabled}
                className="menu-item"
              >
                <span style={{ flex: 1 }}>
                  {choice.label}
                  {choice.note && <span className="muted small"> · {choice.note}</span>}
                </span>
                <DropdownMenu.ItemIndicator>
                  <Check size={16} />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
