'use client';

import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { PALETTE } from '@/lib/layers/style/colours';

interface ColoursProps {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
  /** Word for null, where no colour of its own may be chosen. */
  auto?: string;
}

/** A round of colours to choose from, one's own colour, and where it may be the automatic one. */
export function Colours({ label, value, onChange, auto }: ColoursProps) {
  const t = useTranslations('style');
  const chosen = value?.toLowerCase();
  const own = chosen !== undefined && !PALETTE.some((colour) => colour === chosen);
  return (
    <div className="colours" role="radiogroup" aria-label={label}>
      {auto !== undefined && (
        // biome-ignore lint/a11y/useSemanticElements: one of a round of colours, not a form's radio button
        <button
          type="button"
          role="radio"
          className="colour auto"
          aria-checked={value === null}
          onClick={() => onChange(null)}
        >
          {auto}
        </button>
      )}
      {PALETTE.map((colour, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a round of colour, not a form's radio button
        <button
          key={colour}
          type="button"
          role="radio"
          className="colour"
          aria-checked={colour === chosen}
          aria-label={t('colourName', { n: index + 1, value: colour })}
          onClick={() => onChange(colour)}
        >
          <i style={{ background: colour }} />
        </button>
      ))}
      <label className="colour own">
        <input
          type="color"
          aria-label={t('ownColour')}
          value={value ?? '#888888'}
          data-own={own || undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
    </div>
  );
}

/** A swatch that opens the colours. @param shown the colour that is drawn while none is chosen */
export function ColourButton({ label, value, onChange, auto, shown }: ColoursProps & { shown?: string }) {
  const t = useTranslations('style');
  const automatic = value === null && auto !== undefined && !shown;
  return (
    <Popover.Root>
      <Popover.Trigger className="colour-button" aria-label={automatic ? `${label}: ${t('auto')}` : label}>
        <i style={{ background: value ?? shown ?? 'transparent' }} />
        {automatic && <span className="muted small">{t('auto')}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="menu colour-menu" align="end" sideOffset={4} collisionPadding={8}>
          <Colours label={label} value={value} onChange={onChange} auto={auto} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
