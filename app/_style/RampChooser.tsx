'use client';

import { Check, ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DropdownMenu } from 'radix-ui';
import { RAMPS, rampColors } from '@/lib/layers/style/ramps';

interface RampChooserProps {
  label: string;
  value: string;
  count: number;
  reversed?: boolean;
  onChoose: (name: string) => void;
}

const Ramp = ({ colors }: { colors: string[] }) => (
  <span className="ramp" aria-hidden>
    {colors.map((color, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a ramp may have the same colour twice
      <i key={i} style={{ background: color }} />
    ))}
  </span>
);

/** A row of colours for ordered classes; those that everybody tells apart come first. */
export function RampChooser({ label, value, count, reversed = false, onChoose }: RampChooserProps) {
  const t = useTranslations('style');
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="select" aria-label={`${label}: ${value}`}>
        <Ramp colors={rampColors(value, count, reversed)} />
        <ChevronDown size={14} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.RadioGroup value={value} onValueChange={onChoose}>
            {RAMPS.map(({ name, safe }) => (
              <DropdownMenu.RadioItem key={name} value={name} className="menu-item">
                <Ramp colors={rampColors(name, Math.max(count, 3), reversed)} />
                <span style={{ flex: 1 }}>
                  {name} <span className="hidden-visually">{t(safe ? 'safe' : 'unsafe')}</span>
                  {!safe && <span className="muted small"> · {t('unsafe')}</span>}
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
