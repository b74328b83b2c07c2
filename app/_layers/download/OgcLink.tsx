'use client';

import { Copy, ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { copyText } from '../../_lib/copy';
import { useStore } from '../../_lib/store';
import type { Layer } from '../../_lib/types';
import { IconButton } from '../../_shell/Tip';

/** The address under which other programs read the layers, with a line on how. */
export function OgcLink({ layer }: { layer: Layer }) {
  const t = useTranslations('ogc');
  const { say } = useStore.getState();
  const address = `${location.origin}/ogc`;
  const copy = async () => {
    const copied = await copyText(address);
    say(t(copied ? 'copied' : 'notCopied'), { tone: copied ? 'plain' : 'bad' });
  };
  return (
    <div className="ogc-link">
      <b>{t('linkTitle')}</b>
      <div>
        <code>{address}</code>
        <IconButton label={t('copy')} onClick={() => void copy()}>
          <Copy size={16} />
        </IconButton>
        <a
          className="icon-btn"
          href={`/ogc/collections/${layer.id}?f=html`}
          target="_blank"
          rel="noreferrer"
          aria-label={t('open')}
        >
          <ExternalLink size={16} />
        </a>
      </div>
      <p className="muted small">{t('linkAbout')}</p>
    </div>
  );
}
