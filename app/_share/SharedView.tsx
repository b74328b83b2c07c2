'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { FeatureDetails } from '../_layers/FeatureDetails';
import { sentenceOf } from '../_lib/actions';
import { api, ConnectionError, readFrom, whenConnectionLost } from '../_lib/api';
import { noteLost } from '../_lib/connection';
import { wholeExtent } from '../_lib/extent';
import { PHONE, useHotkeys, useIsPhone } from '../_lib/hooks';
import { selectedLayer, useStore } from '../_lib/store';
import { useWords } from '../_lib/use-words';
import { Legend } from '../_map/Legend';
import { MapControls } from '../_map/MapControls';
import { MapView } from '../_map/MapView';
import { showView } from '../_projects/projects';
import { TableDrawer } from '../_table/TableDrawer';
import { SharedBar } from './SharedBar';
import { SharedLayers } from './SharedLayers';

const openedAtView = typeof location !== 'undefined' && location.hash.includes('map=');

async function load(first: boolean): Promise<string> {
  const { name, view, options, layers, config } = await api.sharedMap();
  const { set, selected } = useStore.getState();
  set({ config, shared: options });
  const { center, zoom: _, ...baseMap } = view;
  showView(first && !openedAtView && center ? view : baseMap);
  const kept = layers.some(({ id }) => id === selected);
  set({
    layers,
    layersState: 'ready',
    ...(kept ? {} : { selected: layers[0]?.id ?? null, feature: null }),
  });
  const extent = wholeExtent(layers);
  if (first && !openedAtView && !center && extent) useStore.getState().flyTo(extent);
  return name;
}

interface SharedViewProps {
  token: string;
  /** In a frame of another page: the map and its legend only. */
  embedded?: boolean;
}

/** A shared map, for looking: the same map as one's own, read through the token of the link. */
export function SharedView({ token, embedded = false }: SharedViewProps) {
  const t = useTranslations('share');
  const workspace = useTranslations('workspace');
  const phone = useIsPhone();
  const layer = useStore(selectedLayer);
  const feature = useStore((state) => state.feature);
  const lost = useStore((state) => state.lost);
  const table = useStore((state) => state.panels.table && state.shared?.table === true);
  const tableHeight = useStore((state) => state.tableHeight);
  const recovered = useStore((state) => state.recovered);
  const [ready, setReady] = useState(false);
  const [name, setName] = useState('');
  const [fault, setFault] = useState('');
  useWords();
  useHotkeys((event) => event.key === 'Escape' && useStore.getState().set({ feature: null }));

  useEffect(() => {
    readFrom(`/api/shared/${token}`);
    // What is opened and closed here is not how one's own map is to look.
    useStore.persist.setOptions({ name: 'jari-shared' });
    const layers = !embedded && !matchMedia(PHONE).matches;
    useStore.getState().set({ panels: { layers, inspector: false, table: false } });
    whenConnectionLost(noteLost);
    setReady(true);
  }, [token, embedded]);

  useEffect(() => {
    if (!ready) return;
    load(recovered === 0).then(
      (name) => {
        setName(name);
        setFault('');
      },
      (error) => setFault(error instanceof ConnectionError ? '' : sentenceOf(error)),
    );
  }, [ready, recovered]);

  const style = { '--drawer': table && layer && !phone ? `${tableHeight + 16}px` : '0px' };
  return (
    <div className={`workspace shared ${embedded ? 'embedded' : ''}`} style={style as React.CSSProperties}>
      {!embedded && <SharedBar name={name} />}
      <main>
        <h1 className="hidden-visually">{name || t('shownBy')}</h1>
        {ready && <MapView />}
        <MapControls />
        {lost && (
          <p className="notice warn map-lost" role="alert">
            {workspace('lost')}
          </p>
        )}
        {fault && (
          <p className="notice map-lost" role="alert">
            {fault}
          </p>
        )}
        {!embedded && <SharedLayers />}
        {table && layer && !phone && <TableDrawer layer={layer} key={layer.id} />}
        <Legend />
        {phone && feature && (
          <section className="shared-row card">
            <FeatureDetails layerId={feature.layer} n={feature.n} key={`${feature.layer} ${feature.n}`} />
          </section>
        )}
        {embedded && (
          <a className="embed-open card" href={`/s/${token}`} target="_blank" rel="noreferrer">
            {name || t('shownBy')}
          </a>
        )}
      </main>
    </div>
  );
}
