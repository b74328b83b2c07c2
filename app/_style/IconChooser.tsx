'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { useEffect, useState } from 'react';

interface IconChooserProps {
  label: string;
  value: string;
  onChoose: (icon: string) => void;
}

let names: Promise<string[]> | undefined;
const iconNames = () => {
  names ??= fetch('/icons/all.json').then((response) => response.json() as Promise<string[]>);
  names.catch(() => {
    names = undefined; // asked again the next time
  });
  return names;
};

/** "maki-bus-stop" is read "bus stop". */
const spoken = (name: string) => name.replace(/^\w+-/, '').replace(/[-_]/g, ' ');

const Icon = ({ name }: { name: string }) => (
  // biome-ignore lint/performance/noImgElement: drawings of half a kilobyte from this server
  <img src={`/icons/${name}.svg`} alt="" width={18} height={18} loading="lazy" className="icon" />
);

/** An icon of the maki and temaki sets, found by its name. */
export function IconChooser({ label, value, onChoose }: IconChooserProps) {
  const t = useTranslations('style');
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState<string[]>([]);
  const [asked, setAsked] = useState('');
  useEffect(() => {
    if (open) void iconNames().then(setAll, () => {});
  }, [open]);
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((name) => words.every((word) => spoken(name).includes(word)));
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="select" aria-label={`${label}: ${spoken(value)}`}>
        <span className="icon-name">
          <Icon name={value} /> {spoken(value)}
        </span>
        <ChevronDown size={14} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="menu icon-menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('chooseIcon')}
        >
          <input
            className="field"
            type="search"
            aria-label={t('searchIcons')}
            placeholder={t('searchIcons')}
            value={asked}
            onChange={(event) => setAsked(event.target.value)}
          />
          <div className="icon-grid">
            {found.map((name) => (
              <button
                key={name}
                type="button"
                className="icon-btn"
                aria-label={spoken(name)}
                title={spoken(name)}
                aria-pressed={name === value}
                onClick={() => {
                  onChoose(name);
                  setOpen(false);
                }}
              >
                <Icon name={name} />
              </button>
            ))}
          </div>
          {all.length > 0 && found.length === 0 && <p className="muted small">{t('noIcons')}</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
