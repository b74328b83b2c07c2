'use client';

import { Download, Eye, EyeOff, Layers, PanelLeftClose, Search, Table2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { apiBase } from '../_lib/api';
import { useFigures } from '../_lib/hooks';
import { useStore } from '../_lib/store';
import type { Layer } from '../_lib/types';
import { IconButton } from '../_shell/Tip';

function Line({ layer }: { layer: Layer }) {
  const t = useTranslations('layers');
  const inspector = useTranslations('inspector');
  const { number } = useFigures();
  const { select, changeLayer, flyTo, showPanel } = useStore.getState();
  const selected = useStore((state) => state.selected === layer.id);
  const options = useStore((state) => state.shared);
  return (
    <li className={`layer shared-layer ${layer.visible ? '' : 'off'}`} data-selected={selected || undefined}>
      <button type="button" className="layer-main" aria-pressed={selected} onClick={() => select(layer.id)}>
        <span className="layer-name">
          <span>{layer.name}</span>
          <span className="muted">{number(layer.counts.rows)}</span>
        </span>
      </button>
      <span className="shared-actions">
        {options?.table && (
          <IconButton
            label={t('table')}
            className="icon-btn desk-only"
            onClick={() => {
              select(layer.id);
              showPanel('table', true);
            }}
          >
            <Table2 size={16} />
          </IconButton>
        )}
        {options?.download && (
          <a
            className="icon-btn"
            href={`${apiBase()}/layers/${layer.id}.geojson?download=1`}
            download
            aria-label={`${inspector('download')}: ${layer.name} (GeoJSON)`}
          >
            <Download size={16} />
          </a>
        )}
        {layer.extent && (
          <IconButton label={t('zoom')} onClick={() => flyTo(layer.extent!)}>
            <Search size={16} />
          </IconButton>
        )}
        <IconButton
          label={t(layer.visible ? 'hideLayer' : 'showLayer', { name: layer.name })}
          onClick={() => changeLayer(layer.id, { visible: !layer.visible })}
        >
          {layer.visible ? <Eye size={17} /> : <EyeOff size={17} />}
        </IconButton>
      </span>
    </li>
  );
}

/** The layers of a shared map: each can be hidden and looked for; nothing here changes the map for others. */
export function SharedLayers() {
  const t = useTranslations('share');
  const words = useTranslations('layers');
  const layers = useStore((state) => state.layers);
  const state = useStore((state) => state.layersState);
  const open = useStore((state) => state.panels.layers);
  const showPanel = useStore((state) => state.showPanel);
  if (!open) {
    return (
      <div className="panel-reopen card shared-reopen">
        <IconButton label={t('layers')} onClick={() => showPanel('layers', true)}>
          <Layers size={18} />
        </IconButton>
      </div>
    );
  }
  return (
    <section className="panel panel-left card shared-panel" aria-label={t('layers')}>
      <div className="panel-head">
        <h2>{t('layers')}</h2>
        <IconButton label={words('hide')} onClick={() => showPanel('layers', false)}>
          <PanelLeftClose size={17} />
        </IconButton>
      </div>
      <div className="panel-scroll">
        {state === 'loading' && <p className="empty muted">{words('loading')}</p>}
        {state === 'ready' && layers.length === 0 && <p className="empty muted">{t('noLayers')}</p>}
        <ul>
          {layers.map((layer) => (
            <Line key={layer.id} layer={layer} />
          ))}
        </ul>
      </div>
    </section>
  );
}
