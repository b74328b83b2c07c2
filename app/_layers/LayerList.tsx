'use client';

import { PanelLeftClose } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useRef } from 'react';
import { Editions } from '../_lib/Editions';
import { useStore } from '../_lib/store';
import { IconButton } from '../_shell/Tip';
import { BaseMapChooser } from './BaseMapChooser';
import { EmptyLayers } from './EmptyLayers';
import { LayerRow } from './LayerRow';

/** The card on the left: what is on the map, the base map, and the editions of the address database. */
export function LayerList() {
  const t = useTranslations('layers');
  const layers = useStore((state) => state.layers);
  const state = useStore((state) => state.layersState);
  const showPanel = useStore((state) => state.showPanel);
  const list = useRef<HTMLUListElement>(null);

  const walk = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('.layer-main') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    if (!step || at < 0) return;
    event.preventDefault();
    buttons[at + step]?.focus();
  };

  return (
    <section className="panel panel-left card" aria-label={t('title')}>
      <div className="panel-head">
        <h2>{t('title')}</h2>
        <IconButton
          label={t('hide')}
          className="icon-btn close-panel"
          onClick={() => showPanel('layers', false)}
        >
          <PanelLeftClose size={17} />
        </IconButton>
      </div>
      <div className="panel-scroll">
        {state === 'loading' ? (
          <p className="empty muted">{t('loading')}</p>
        ) : layers.length === 0 ? (
          <EmptyLayers />
        ) : (
          <ul ref={list} onKeyDown={walk}>
            {layers.map((layer, index) => (
              <LayerRow key={layer.id} layer={layer} first={index === 0} last={index === layers.length - 1} />
            ))}
          </ul>
        )}
      </div>
      <div className="panel-foot">
        <BaseMapChooser />
        <div>
          <Editions />
        </div>
      </div>
    </section>
  );
}
