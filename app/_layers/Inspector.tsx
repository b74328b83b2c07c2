'use client';

import { Download, Table2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { CorrectPanel } from '../_correct/CorrectPanel';
import { useCorrecting } from '../_correct/store';
import { useIsPhone } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { IconButton } from '../_shell/Tip';
import { DownloadDialog } from './download/DownloadDialog';
import { FeatureDetails } from './FeatureDetails';
import { LabelSettings } from './LabelSettings';
import { LayerInfo } from './LayerInfo';
import { SymbolSettings } from './SymbolSettings';

/** The card on the right: how the chosen layer is drawn and labelled, where it comes from, and how it leaves. */
export function Inspector({ layer }: { layer: Layer }) {
  const t = useTranslations('inspector');
  const feature = useStore((state) => state.feature);
  const showPanel = useStore((state) => state.showPanel);
  const phone = useIsPhone();
  const [downloading, setDownloading] = useState(false);
  const correcting = useCorrecting((state) => state.layer);
  // A row without a place has no bubble on the map, and a phone no room for one: it is shown here.
  const placeless = feature && (phone || !feature.at) && feature.layer === layer.id ? feature : null;
  if (correcting === layer.id) return <CorrectPanel layer={layer} />;
  if (placeless) {
    return (
      <section className="panel panel-right card placeless" aria-label={t('title', { name: layer.name })}>
        <FeatureDetails layerId={layer.id} n={placeless.n} key={placeless.n} />
      </section>
    );
  }
  return (
    <section className="panel panel-right card" aria-label={t('title', { name: layer.name })}>
      <div className="panel-head">
        <h2>{layer.name}</h2>
        <IconButton
          label={t('close')}
          className="icon-btn close-panel"
          onClick={() => showPanel('inspector', false)}
        >
          <X size={17} />
        </IconButton>
      </div>
      <Tabs.Root defaultValue="symbol" className="panel-scroll">
        <Tabs.List className="seg" aria-label={t('tabs')}>
          <Tabs.Trigger value="symbol">{t('symbol')}</Tabs.Trigger>
          <Tabs.Trigger value="label">{t('label')}</Tabs.Trigger>
          <Tabs.Trigger value="info">{t('info')}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="symbol">
          <SymbolSettings layer={layer} />
        </Tabs.Content>
        <Tabs.Content value="label">
          <LabelSettings layer={layer} />
        </Tabs.Content>
        <Tabs.Content value="info">
          <LayerInfo layer={layer} />
        </Tabs.Content>
      </Tabs.Root>
      <div className="panel-actions">
        <button type="button" className="btn" onClick={() => showPanel('table', true)}>
          <Table2 size={16} />
          {t('table')}
        </button>
        <button
          type="button"
          className="btn"
          disabled={layer.state !== 'ready'}
          onClick={() => setDownloading(true)}
        >
          <Download size={16} />
          {t('download')}
        </button>
      </div>
      {downloading && <DownloadDialog layer={layer} onClose={() => setDownloading(false)} />}
    </section>
  );
}
